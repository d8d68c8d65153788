-- How fast this machine was with each kind of work: numbers, by the kind's name. "came" is what came of so many units.

CREATE TABLE measures (what TEXT PRIMARY KEY, units REAL NOT NULL, came REAL NOT NULL) WITHOUT ROWID;
