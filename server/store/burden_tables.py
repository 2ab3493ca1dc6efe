"""Counters of what services cost people (services/burden_counts): numbers of a month, nobody in them."""

from sqlalchemy import Column, Integer, Table, Text

from server.store.tables import metadata

#: How long forms took that were filed: seconds, rounded down to whole tens.
form_times = Table(
    "form_times",
    metadata,
    Column("month", Text, primary_key=True),
    Column("service", Text, primary_key=True),
    Column("seconds", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
)

#: What else is counted of a form, by its question. what: left or asked; field: "" for the whole form.
form_counts = Table(
    "form_counts",
    metadata,
    Column("month", Text, primary_key=True),
    Column("service", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)
