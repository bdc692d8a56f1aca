"""A new protocol with everything that can be filled in beforehand; what only people know stands there as a question."""

from __future__ import annotations

from collections.abc import Sequence

from toepas.assurance.pooling.keys import Public

HEAD = """# What these sites agree before they validate one model together. Every site reads it, fills in with the others, and joins only
# if it agrees: the fingerprint of this file stands in each of its messages. One file is one round.
format: toepas-pool/1
protocol: {id}
round: "{round}"
purpose: "FILL IN: why these counts are added up, and who may use the result"
outcome: "FILL IN: what an outcome of 1 means, and how it was found out"
model: "FILL IN: name and version of the model"
keep_until: {keep}        # when messages and keys of the round are deleted

groups:                        # by which people are divided; values as they stand in every site's file
  sex: {{values: [female, male]}}
  age: {{bands: [45, 65, 75]}}
thresholds: [0.5]              # fixed before anybody looks at results
score_bins: 40                 # the finer, the sharper AUROC and calibration, and the smaller the counts
smallest_cell: 10              # counts of fewer cases are not shown, nor is what would give them away
least_sites: {least}                 # fewer take part: no sum. So many have to unlock it, too
lying: 1                       # so many sites that lie are reckoned with in the bounds of the result
draw: 1                        # so many sites open their answer to the auditor afterwards, drawn by lot
#demands:                      # what the model has to do; without demands nothing passes
#  - {{measure: sensitivity, least: 0.8, precision: 0.1, by: [sex]}}
"""


def least(sites: int) -> int:
    """The least number of sites by default: two thirds, so that a third party needs a third of the sites to cheat; never below three."""
    return max(3, 2 * sites // 3 + 1)


def draft(sites: Sequence[Public], third_party: Public, auditor: Public, day: str) -> str:
    """The text of a protocol file. ``day``: today, as year-month-day."""
    year, month, _ = day.split("-")
    head = HEAD.format(
        id="pooled-validation", round=f"{year}-{month}", keep=f"{int(year) + 1}-{month}-01", least=least(len(sites))
    )
    parts = [head, f"\nthird_party:\n{_party(third_party, '  ')}auditor:\n{_party(auditor, '  ')}sites:\n"]
    for site in sites:
        parts.append(
            f"  - name: {site.name}\n    title: {site.name}\n    most_cases: 1000         # FILL IN: more this site never has\n"
        )
        parts.append(f"    sign: {site.sign}\n    seal: {site.seal}\n")
    return "".join(parts)


def _party(public: Public, indent: str) -> str:
    return f"{indent}name: {public.name}\n{indent}sign: {public.sign}\n{indent}seal: {public.seal}\n"
