"""Real evidence for gates: validations that pass and fail, signed or not; an energy report; the answer of a check."""

import functools
import json
from dataclasses import replace

import numpy as np
import yaml

from tests.library.assurance.energy.made import figure, training
from tests.library.assurance.report.written import KEY, MADE
from tests.repository.project import ROOT
from toepas.assurance import Columns, default_plan, read_sample, report_files, validate
from toepas.assurance.model import Demand
from toepas.cli.main import main
from toepas.kernel import Words

PLAN = {"project": "Triage", "level": 6, "set_on": "2026-01-01"}


@functools.cache
def validation(least, folder, signed=True, made=MADE):
    """The files of a validation of made-up calibrated predictions, with a demand on the sensitivity."""
    dice = np.random.default_rng(5)
    logit = dice.normal(0, 3, 4000)
    chance = 1 / (1 + np.exp(-logit))
    rows = zip((dice.random(4000) < chance).astype(int), chance.round(6), strict=True)
    path = folder / "predictions.csv"
    path.write_text("y,p\n" + "\n".join(f"{y},{p}" for y, p in rows))
    sample = read_sample(path, Columns(label="y", score="p"), Words())
    plan = replace(default_plan(), thresholds=(0.5,), fixed=True, demands=(Demand("sensitivity", least),))
    return report_files(validate(sample, plan), Words(), made, KEY if signed else None, kinds=())


def keep_validation(folder, at, least=0.5, signed=True, made=MADE):
    """A folder with report.json and what is beside it."""
    target = folder / at
    target.mkdir()
    for name, content in validation(least, folder, signed, made).items():
        (target / name).write_bytes(content)
    return target


def keep_energy(folder, **changes):
    path = folder / "energy.yaml"
    path.write_text(yaml.safe_dump(training(**changes)))
    return path


def wrong_energy(folder):
    return keep_energy(folder, figures=[figure(value=28_000_000, unit="MWh", grade="counter", method="gpu-counter")])


def keep_check(folder, capsys, example="cv-ranking-staffing-agency"):
    main(["check", str(ROOT / "examples" / f"{example}.yaml"), "--json", "--on", "2026-11-24"])
    path = folder / "check.json"
    path.write_text(capsys.readouterr().out)
    return path


def keep_plan(folder, **changes):
    path = folder / "plan.yaml"
    path.write_text(json.dumps(PLAN | changes))
    return path
