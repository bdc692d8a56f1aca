"""How a sector is covered by the figures: which codes stand for it, honestly marked, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.observatory.model import Coverage, Indicator
from toepas.observatory.registry import indicators


@dataclass(frozen=True, slots=True)
class SectorFigures:
    """One indicator beside a sector. Without codes in ``coverage`` it says why the sector is not surveyed."""

    indicator: Indicator
    coverage: Coverage

    @property
    def surveyed(self) -> bool:
        """Whether there is something to show, be it a proxy."""
        return bool(self.coverage.codes)


def sector_figures(sector: str) -> tuple[SectorFigures, ...]:
    """Every indicator that says something about a sector, by the code of the kernel; indicators that do not split by sector
    are left out."""
    return tuple(
        SectorFigures(indicator, indicator.sectors[sector])
        for indicator in indicators().values()
        if sector in indicator.sectors
    )
