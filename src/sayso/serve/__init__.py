"""The workbench: read, look, judge, in a browser.

>>> from pathlib import Path
>>> import uvicorn
>>> from sayso.serve.app import application
>>> from sayso.serve.settings import Settings
>>> uvicorn.run(application(Settings(db=Path("news.duckdb"))), port=8321)  # doctest: +SKIP
"""
