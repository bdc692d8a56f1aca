"""The report of a validation: one document as a page, a PDF, a file for a word processor and data, sealed together."""

from toepas.assurance.report.document import KINDS, report_document
from toepas.assurance.report.writing import report_files, write_report

__all__ = ["KINDS", "report_document", "report_files", "write_report"]
