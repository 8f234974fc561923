"""liens: French press articles in, spreadsheet tables of actors and relations out."""

__version__ = "0.1.0"
