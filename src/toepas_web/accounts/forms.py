"""What is asked before an account goes."""

from django import forms
from django.core.exceptions import ValidationError

from toepas_web.accounts.models import User
from toepas_web.ui.words import words


class DeleteForm(forms.Form):
    """Asks for the address once more, so that nobody deletes an account by mistake."""

    email = forms.CharField(max_length=254, required=False)

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """The address must be the account's."""
        given: str = self.cleaned_data["email"].strip().lower()
        if given != self.user.email.lower():
            raise ValidationError(words().t("Type the e-mail address of this account."))
        return given
