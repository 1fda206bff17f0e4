"""Drafts → Claims: mentions become actors on that date, places and days.

Example: “the two leaders” in a report on Kim and Putin is both of them, “Moscow denied” is the Russian government.
"""

from sayso.resolve.resolver import Resolver

__all__ = ["Resolver"]
