"""Tables as Eurostat sends them, made up from a truth that is known in full: people by place, sex, age, section and occupation."""

import itertools

import numpy as np
import polars as pl

from toepas.observatory.labour.exposure import codes

AGES = ("Y15-24", "Y25-49", "Y50-64")
SECTIONS = ("A", "C", "F", "G", "Q")
SEXES = ("F", "M")


def truth(places, times=("2011", "2022", "2025"), seed=1, scale=40.0):
    """People (thousands): places by times by sexes by ages by sections by groups of two digits."""
    random = np.random.default_rng(seed)
    size = (len(places), len(times), len(SEXES), len(AGES), len(SECTIONS), len(codes()))
    return random.gamma(0.8, scale / len(AGES) / len(SECTIONS), size)


def frame(rows, dimensions):
    """A table with its dimensions, time, value and flag."""
    texts = dict.fromkeys((*dimensions, "time", "flag"), pl.String)
    names = [*dimensions, "time", "value", "flag"]
    return pl.DataFrame(rows, schema={name: texts.get(name, pl.Float64) for name in names}, orient="row")


def egai2d(people, places, times):
    """Two digits by sex, with totals and people whose occupation is not known."""
    rows = []
    for (p, place), (t, time) in itertools.product(enumerate(places), enumerate(times)):
        for sex, of in (("F", people[p, t, 0]), ("M", people[p, t, 1]), ("T", people[p, t].sum(axis=0))):
            two = of.sum(axis=(0, 1))
            rows += [
                ("A", f"OC{code}", "Y15-64", sex, "THS_PER", place, time, float(n), "")
                for code, n in zip(codes(), two, strict=True)
            ]
            rows.append(("A", "NRP", "Y15-64", sex, "THS_PER", place, time, 1.0, ""))
            rows.append(("A", "TOTAL", "Y15-64", sex, "THS_PER", place, time, float(two.sum()) + 1.0, ""))
    return frame(rows, ["freq", "isco08", "age", "sex", "unit", "geo"])


def egais(people, places, times):
    """One digit by sex and age."""
    rows = []
    for (p, place), (t, time), (a, age) in itertools.product(enumerate(places), enumerate(times), enumerate(AGES)):
        for sex, of in (("F", people[p, t, 0, a]), ("M", people[p, t, 1, a]), ("T", people[p, t, :, a].sum(axis=0))):
            two = of.sum(axis=0)
            rows += [("A", "THS_PER", sex, age, "EMP", major, place, time, n, "") for major, n in majors(two).items()]
            rows.append(("A", "THS_PER", sex, age, "EMP", "TOTAL", place, time, float(two.sum()), ""))
    return frame(rows, ["freq", "unit", "sex", "age", "wstatus", "isco08", "geo"])


def majors(two):
    found = {}
    for code, n in zip(codes(), two, strict=True):
        found[f"OC{code[0]}"] = found.get(f"OC{code[0]}", 0.0) + float(n)
    return found


def eisn2(people, places, times):
    """One digit by section."""
    rows = []
    for (p, place), (t, time) in itertools.product(enumerate(places), enumerate(times)):
        for section, two in [
            *zip(SECTIONS, people[p, t].sum(axis=(0, 1)), strict=True),
            ("TOTAL", people[p, t].sum(axis=(0, 1, 2))),
        ]:
            rows += [
                ("A", section, major, "Y_GE15", "T", "THS_PER", place, time, n, "") for major, n in majors(two).items()
            ]
            rows.append(("A", section, "TOTAL", "Y_GE15", "T", "THS_PER", place, time, float(two.sum()), ""))
    return frame(rows, ["freq", "nace_r2", "isco08", "age", "sex", "unit", "geo"])


def regions(parts, times):
    """Employment by region and broad branch: ``parts`` is region by time by section."""
    rows = []
    for region, by_time in parts.items():
        for time, by_section in zip(times, by_time, strict=True):
            broad = {
                "A": by_section[0],
                "B-E": by_section[1],
                "C": by_section[1],
                "F": by_section[2],
                "G-I": by_section[3],
                "O-Q": by_section[4],
            }
            rows += [("A", code, "Y_GE15", "T", "THS_PER", region, time, float(n), "") for code, n in broad.items()]
            rows.append(("A", "TOTAL", "Y_GE15", "T", "THS_PER", region, time, float(sum(by_section)), ""))
    return frame(rows, ["freq", "nace_r2", "age", "sex", "unit", "geo"])
