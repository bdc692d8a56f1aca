"""Made-up requests against the whole interface, from its own description: no 5xx, no undocumented answer."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from toepas_web.api.main import description
from toepas_web.config.wsgi import application

schema = schemathesis.openapi.from_dict(description())
schema.config.base_url = "http://localhost"
EXAMPLES = 25
QUICK = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def try_out(case, headers=None):
    response = case.call(app=application, base_url="http://localhost", headers=headers)
    # Facts can be unknown names or contradict each other, which a JSON Schema cannot say: such requests are refused.
    case.validate_response(response, excluded_checks=[positive_data_acceptance])
    assert response.status_code < 500


@pytest.mark.django_db
@schema.exclude(path_regex="/cases").parametrize()
@QUICK
def test_every_endpoint_that_is_open_to_all(case):
    try_out(case)


@pytest.mark.django_db
@schema.include(path_regex="/cases").parametrize()
@QUICK
def test_every_endpoint_that_needs_an_account(case, as_owner):
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in as_owner.cookies.items())
    token = "x" * 32
    try_out(case, {"Cookie": f"{cookies}; csrftoken={token}", "X-CSRFToken": token})
