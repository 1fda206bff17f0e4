"""What several packages' tests share."""

import pytest

from sayso.coding import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The shipped coder, loaded once."""
    return Coder()
