"""The site's own settings, with a data folder that is thrown away and passwords that are quick to check."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="toepas-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["TOEPAS_HOME"] = _home
os.environ["TOEPAS_URL"] = "http://localhost"
os.environ["TOEPAS_OIDC_URL"] = "http://localhost/oidc"

from toepas_web.config.settings import *  # noqa: E402 (the settings come first)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
API_RATE = "100000/m"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
WORK_APART = False  # what a process of its own does, is done at once
