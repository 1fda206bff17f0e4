"""The shipped coder, loaded once."""

import pytest

from sayso.coding import Coder


@pytest.fixture(scope="session")
def coder():
    return Coder()
