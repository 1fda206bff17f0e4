"""The API keeps to its own description."""

import warnings
from pathlib import Path
from typing import Any

import pytest
from hostile_report import Client
from hypothesis import HealthCheck, given, settings
from litestar.testing import TestClient

from sayso.serve.app import application
from sayso.serve.settings import Settings


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/nowhere", 404, "not-found"),
        ("/api/v1/claim?id=c-1", 404, "not-found"),
        ("/api/v1/report?id=none", 404, "not-found"),
        ("/api/v1/event?id=e-none", 404, "not-found"),
        ("/api/v1/actor?who=Nobody+At+All", 404, "not-found"),
        ("/api/v1/claims?type=HUG", 400, "bad-request"),
        ("/api/v1/claims?limit=0", 400, "bad-request"),
        ("/api/v1/claims?limit=x", 400, "bad-request"),
        ("/api/v1/claim", 400, "bad-request"),
        ("/api/v1/dyad?one=PRK&other=prk", 400, "bad-request"),
    ],
)
def test_every_error_has_one_shape(client: Client, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"status", "code", "message"}
    assert (answer.json()["error"]["status"], answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["message"]


def test_every_operation_is_described_and_on_its_page(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    page = client.get("/api").text
    for path, methods in described["paths"].items():
        assert path.startswith("/api/v1/")
        for operation in methods.values():
            assert operation["description"]
            assert f'id="{operation["operationId"]}"' in page


def test_the_answers_are_as_described(db: Path) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="no schemathesis: the contract test is skipped")
    with TestClient(application(Settings(db=db)), base_url="http://localhost") as client, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        described = client.get("/api/v1/openapi.json").json()
        operations = [result.ok() for result in schemathesis.openapi.from_dict(described).get_all_operations()]
        asked = [keeps_its_word(client, described, each) for each in operations if each.method.upper() == "GET"]
    assert sum(asked) > 100


def keeps_its_word(client: Any, described: dict[str, Any], operation: Any) -> int:
    """Ask an operation whatever its description allows; gives how often it was asked."""
    import jsonschema_rs  # noqa: PLC0415 - comes with schemathesis

    answers = described["paths"][operation.path]["get"]["responses"]
    shape = answers["200"]["content"]["application/json"]["schema"] | {"components": described["components"]}
    validator = jsonschema_rs.Draft202012Validator(shape)
    asked = 0

    @settings(max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy())
    def holds(case: Any) -> None:
        nonlocal asked
        asked += 1
        query = {str(name): value for name, value in (case.query or {}).items() if isinstance(value, (str, int, float))}
        answer = client.get(operation.path, params=query)
        assert answer.status_code in (200, 400, 404), (operation.path, query, answer.text)
        if answer.status_code == 200:
            validator.validate(answer.json())
        else:
            assert set(answer.json()["error"]) == {"status", "code", "message"}

    holds()
    return asked
