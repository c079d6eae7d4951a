CREATE TABLE audit_log (
	seq INTEGER NOT NULL,
	at BIGINT NOT NULL,
	account_id INTEGER NOT NULL,
	action VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	facts VARCHAR NOT NULL,
	prev BLOB NOT NULL,
	hash BLOB NOT NULL,
	CONSTRAINT pk_audit_log PRIMARY KEY (seq)
);

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END;

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END;

CREATE TRIGGER audit_log_in_order BEFORE INSERT ON audit_log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_log)
OR NEW.prev IS NOT
   coalesce((SELECT hash FROM audit_log WHERE seq = NEW.seq - 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'audit log is in order'); END;

CREATE TABLE corrections (
	id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	account_id INTEGER NOT NULL,
	subject VARCHAR NOT NULL,
	field VARCHAR NOT NULL,
	old VARCHAR NOT NULL,
	new VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	CONSTRAINT pk_corrections PRIMARY KEY (id)
);

CREATE INDEX ix_corrections_subject ON corrections (subject);

CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are kept'); END;

CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are kept'); END;

CREATE TABLE vault_identity (
	id INTEGER NOT NULL,
	vault_id VARCHAR NOT NULL,
	epoch VARCHAR NOT NULL,
	created_at BIGINT NOT NULL,
	CONSTRAINT pk_vault_identity PRIMARY KEY (id),
	CONSTRAINT ck_vault_identity_single CHECK (id = 1)
);
