"""publiccode.yml, the description of public software: checked, read and written. The standard is at https://yml.publiccode.tools."""

from toepas.catalogue.publiccode.check import check_publiccode
from toepas.catalogue.publiccode.read import read_publiccode
from toepas.catalogue.publiccode.terms import SOFTWARE
from toepas.catalogue.publiccode.write import publiccode_gaps, to_publiccode

__all__ = ["SOFTWARE", "check_publiccode", "publiccode_gaps", "read_publiccode", "to_publiccode"]
