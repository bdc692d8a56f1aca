"""What the grounds of rulings are called."""

from __future__ import annotations

from toepas.kernel import Words


def ground_name(code: str, said: Words) -> str:
    """On which ground something is shown or not."""
    return {
        "fits": said.t("it fits what is shown here"),
        "not-about-ai": said.t("it is not about AI"),
        "not-true": said.t("something in it is not true or cannot be checked"),
        "advertising": said.t("it is advertising"),
        "personal-data": said.t("it holds personal data"),
        "unlawful": said.t("it may be against the law"),
        "duplicate": said.t("it is there already"),
        "unclear": said.t("it does not say enough"),
    }[code]
