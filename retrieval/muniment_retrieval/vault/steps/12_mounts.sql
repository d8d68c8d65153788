-- Places in watched folders where disks were mounted, so that one that is away is not taken for a folder that was emptied.

CREATE TABLE mounts (
    folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    path BLOB NOT NULL,
    PRIMARY KEY (folder_id, path)
) WITHOUT ROWID;
