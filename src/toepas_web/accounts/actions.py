"""What a person does with their account as a whole."""

from __future__ import annotations

import io
import json
import zipfile

from django.db import transaction

from toepas_web.accounts.models import User
from toepas_web.accounts.personal_data import account_data, keepers


def export(*, user: User) -> bytes:
    """Everything the site keeps of a person, as a ZIP archive of JSON and their own files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("account.json", json.dumps(account_data(user), ensure_ascii=False, indent=2))
        for keeper in keepers():
            for name, content in keeper.export(user):
                archive.writestr(f"{keeper.name}/{name}", content)
    return packed.getvalue()


def delete(*, user: User) -> None:
    """Remove the account and everything that hangs on it, or nothing at all."""
    with transaction.atomic():
        after = [keeper.erase(user) for keeper in keepers()]
        user.delete()
        for call in after:
            transaction.on_commit(call)
