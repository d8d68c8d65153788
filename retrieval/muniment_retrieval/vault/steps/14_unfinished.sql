-- Files and folders that are being read because a person added them. They stay here when the reading is cut off.

CREATE TABLE unfinished (
    path BLOB NOT NULL PRIMARY KEY
) WITHOUT ROWID;
