"""Ids of what is looked at before it is shown, and of notices."""

MEMBER, PLEDGE, NOTE = "alliance-member", "alliance-pledge", "alliance-progress"
ASKED, AGREED = "alliance-introduction-asked", "alliance-introduction-answered"
WRITTEN, CALLED = "alliance-written", "alliance-meeting"
REMOVED = "alliance-removed"
DOCUMENT = "alliance-document"
