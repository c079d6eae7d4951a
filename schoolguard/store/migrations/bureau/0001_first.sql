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

CREATE TRIGGER audit_log_in_order BEFORE INSERT ON audit_log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_log)
OR NEW.prev IS NOT
   coalesce((SELECT hash FROM audit_log WHERE seq = NEW.seq - 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'audit log is in order'); END;

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END;

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END;

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

CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are kept'); END;

CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are kept'); END;

CREATE INDEX ix_corrections_subject ON corrections (subject);

CREATE TABLE bureau_keys (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	receipt_seed BLOB NOT NULL,
	age_secret VARCHAR NOT NULL,
	card BLOB NOT NULL,
	created_at BIGINT NOT NULL,
	CONSTRAINT pk_bureau_keys PRIMARY KEY (id)
);

CREATE TABLE schools (
	code VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	card BLOB NOT NULL,
	card_version INTEGER NOT NULL,
	enrolled_at BIGINT NOT NULL,
	confirmed_by VARCHAR NOT NULL,
	CONSTRAINT pk_schools PRIMARY KEY (code)
);

CREATE TABLE vault_identity (
	id INTEGER NOT NULL,
	vault_id VARCHAR NOT NULL,
	epoch VARCHAR NOT NULL,
	pulse INTEGER NOT NULL,
	created_at BIGINT NOT NULL,
	CONSTRAINT pk_vault_identity PRIMARY KEY (id),
	CONSTRAINT ck_vault_identity_single CHECK (id = 1)
);

CREATE TABLE epochs (
	id INTEGER NOT NULL,
	school VARCHAR NOT NULL,
	epoch VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	last INTEGER,
	data_lost BOOLEAN NOT NULL,
	began_at BIGINT NOT NULL,
	confirmed_by VARCHAR NOT NULL,
	CONSTRAINT pk_epochs PRIMARY KEY (id),
	CONSTRAINT uq_epochs_school_epoch UNIQUE (school, epoch),
	CONSTRAINT fk_epochs_school FOREIGN KEY(school) REFERENCES schools (code)
);

CREATE TABLE packages (
	id INTEGER NOT NULL,
	school VARCHAR NOT NULL,
	epoch VARCHAR NOT NULL,
	seq INTEGER NOT NULL,
	prev VARCHAR NOT NULL,
	digest VARCHAR NOT NULL,
	package_sha256 VARCHAR NOT NULL,
	keeping VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	report_on INTEGER NOT NULL,
	audit_head VARCHAR NOT NULL,
	audit_count INTEGER NOT NULL,
	data BLOB NOT NULL,
	received_at BIGINT NOT NULL,
	CONSTRAINT pk_packages PRIMARY KEY (id),
	CONSTRAINT uq_packages_school_epoch_digest UNIQUE (school, epoch, digest),
	CONSTRAINT ck_packages_seq CHECK (seq >= 1),
	CONSTRAINT fk_packages_school FOREIGN KEY(school) REFERENCES schools (code)
);

CREATE INDEX ix_packages_report_on ON packages (report_on);

CREATE INDEX ix_packages_school_epoch_seq ON packages (school, epoch, seq);

CREATE TABLE receipts (
	id INTEGER NOT NULL,
	school VARCHAR NOT NULL,
	receipt_seq INTEGER NOT NULL,
	sha256 VARCHAR NOT NULL,
	package_sha256 VARCHAR NOT NULL,
	digest VARCHAR,
	file_name VARCHAR NOT NULL,
	file BLOB NOT NULL,
	written_at BIGINT NOT NULL,
	CONSTRAINT pk_receipts PRIMARY KEY (id),
	CONSTRAINT uq_receipts_school_receipt_seq UNIQUE (school, receipt_seq),
	CONSTRAINT fk_receipts_school FOREIGN KEY(school) REFERENCES schools (code)
);

CREATE INDEX ix_receipts_digest ON receipts (digest);

CREATE INDEX ix_receipts_package_sha256 ON receipts (package_sha256);

CREATE TABLE day_reports (
	package_id INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	statement VARCHAR NOT NULL,
	signed_off BOOLEAN NOT NULL,
	pupils INTEGER NOT NULL,
	staff INTEGER NOT NULL,
	pupils_expected INTEGER NOT NULL,
	pupils_present INTEGER NOT NULL,
	staff_expected INTEGER NOT NULL,
	staff_present INTEGER NOT NULL,
	absent INTEGER NOT NULL,
	absent_illness INTEGER NOT NULL,
	absent_suspected INTEGER NOT NULL,
	fevers INTEGER NOT NULL,
	symptomatic INTEGER NOT NULL,
	sheets_due INTEGER NOT NULL,
	sheets_late INTEGER NOT NULL,
	sheets_missing INTEGER NOT NULL,
	CONSTRAINT pk_day_reports PRIMARY KEY (package_id),
	CONSTRAINT fk_day_reports_package_id FOREIGN KEY(package_id) REFERENCES packages (id)
);
