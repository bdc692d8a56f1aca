"""publiccode.yml, the description of public software: checked, read and written. The standard is at https://yml.publiccode.tools."""

from toepas.catalogue.publiccode.check import check_publiccode
from toepas.catalogue.publiccode.report import Message, Report, Severity, Verdict

__all__ = ["Message", "Report", "Severity", "Verdict", "check_publiccode"]
