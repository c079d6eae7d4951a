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

CREATE TABLE dorm_rooms (
	id INTEGER NOT NULL,
	building VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	beds INTEGER NOT NULL,
	CONSTRAINT pk_dorm_rooms PRIMARY KEY (id),
	CONSTRAINT ck_dorm_rooms_beds CHECK (beds >= 0)
);

CREATE TABLE classes (
	id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	CONSTRAINT pk_classes PRIMARY KEY (id)
);

CREATE TABLE roster_operations (
	id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	from_on INTEGER NOT NULL,
	done_at BIGINT NOT NULL,
	account_id INTEGER NOT NULL,
	people INTEGER NOT NULL,
	classes INTEGER NOT NULL,
	undone_at BIGINT,
	CONSTRAINT pk_roster_operations PRIMARY KEY (id)
);

CREATE TABLE sheet_mappings (
	headers VARCHAR NOT NULL,
	columns VARCHAR NOT NULL,
	used_at BIGINT NOT NULL,
	CONSTRAINT pk_sheet_mappings PRIMARY KEY (headers)
);

CREATE TABLE accounts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	login VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	role VARCHAR NOT NULL,
	created_at BIGINT NOT NULL,
	left_at BIGINT,
	pin_salt BLOB,
	pin_hash BLOB,
	CONSTRAINT uq_accounts_login UNIQUE (login)
);

CREATE TABLE settings (
	"key" VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	CONSTRAINT pk_settings PRIMARY KEY ("key")
);

CREATE TABLE terms (
	first_on INTEGER NOT NULL,
	last_on INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	CONSTRAINT pk_terms PRIMARY KEY (first_on),
	CONSTRAINT ck_terms_order CHECK (last_on >= first_on)
);

CREATE TABLE calendar_days (
	day INTEGER NOT NULL,
	is_school_day BOOLEAN NOT NULL,
	CONSTRAINT pk_calendar_days PRIMARY KEY (day)
);

CREATE TABLE daily_reports (
	id INTEGER NOT NULL,
	day INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	number VARCHAR NOT NULL,
	standing VARCHAR NOT NULL,
	figures VARCHAR NOT NULL,
	compared VARCHAR NOT NULL,
	compared_number VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	audit_count INTEGER NOT NULL,
	audit_head BLOB NOT NULL,
	prepared_at BIGINT NOT NULL,
	prepared_by INTEGER NOT NULL,
	prepared_by_name VARCHAR NOT NULL,
	signed_at BIGINT,
	signed_by INTEGER,
	signed_by_name VARCHAR NOT NULL,
	CONSTRAINT pk_daily_reports PRIMARY KEY (id),
	CONSTRAINT uq_daily_reports_day_revision UNIQUE (day, revision),
	CONSTRAINT ck_daily_reports_standing CHECK (standing IN ('draft', 'signed')),
	CONSTRAINT ck_daily_reports_kind CHECK (kind IN ('original', 'addendum')),
	CONSTRAINT ck_daily_reports_signed CHECK ((standing = 'signed') = (signed_at IS NOT NULL)),
	CONSTRAINT ck_daily_reports_revision CHECK (revision >= 1),
	CONSTRAINT uq_daily_reports_number UNIQUE (number)
);

CREATE TRIGGER daily_reports_signed_remain BEFORE DELETE ON daily_reports WHEN OLD.standing = 'signed' BEGIN SELECT RAISE(ABORT, 'a signed report stays'); END;

CREATE TRIGGER daily_reports_signed_stay BEFORE UPDATE ON daily_reports WHEN OLD.standing = 'signed' BEGIN SELECT RAISE(ABORT, 'a signed report stays'); END;

CREATE TABLE vault_identity (
	id INTEGER NOT NULL,
	vault_id VARCHAR NOT NULL,
	epoch VARCHAR NOT NULL,
	pulse INTEGER NOT NULL,
	created_at BIGINT NOT NULL,
	CONSTRAINT pk_vault_identity PRIMARY KEY (id),
	CONSTRAINT ck_vault_identity_single CHECK (id = 1)
);

CREATE TABLE package_keys (
	id INTEGER NOT NULL,
	seed BLOB NOT NULL,
	archive_secret VARCHAR NOT NULL,
	created_at BIGINT NOT NULL,
	CONSTRAINT pk_package_keys PRIMARY KEY (id)
);

CREATE TABLE school_cards (
	version INTEGER NOT NULL,
	file BLOB NOT NULL,
	issued_at BIGINT NOT NULL,
	CONSTRAINT pk_school_cards PRIMARY KEY (version)
);

CREATE TABLE bureau_cards (
	id INTEGER NOT NULL,
	file BLOB NOT NULL,
	enrolled_at BIGINT NOT NULL,
	enrolled_by INTEGER NOT NULL,
	CONSTRAINT pk_bureau_cards PRIMARY KEY (id)
);

CREATE TABLE package_epochs (
	id INTEGER NOT NULL,
	epoch VARCHAR NOT NULL,
	vault_epoch VARCHAR NOT NULL,
	"before" VARCHAR,
	began_at BIGINT NOT NULL,
	CONSTRAINT pk_package_epochs PRIMARY KEY (id),
	CONSTRAINT uq_package_epochs_epoch UNIQUE (epoch)
);

CREATE TABLE outbox (
	id INTEGER NOT NULL,
	epoch VARCHAR NOT NULL,
	seq INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	report_on INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	manifest_sha256 VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	file_name VARCHAR NOT NULL,
	data BLOB NOT NULL,
	prepared_at BIGINT NOT NULL,
	prepared_by INTEGER NOT NULL,
	CONSTRAINT pk_outbox PRIMARY KEY (id),
	CONSTRAINT uq_outbox_epoch_seq UNIQUE (epoch, seq),
	CONSTRAINT ck_outbox_seq CHECK (seq >= 1),
	CONSTRAINT ck_outbox_revision CHECK (revision >= 1),
	CONSTRAINT uq_outbox_manifest_sha256 UNIQUE (manifest_sha256)
);

CREATE INDEX ix_outbox_report_on ON outbox (report_on);

CREATE TABLE receipts (
	id INTEGER NOT NULL,
	bureau VARCHAR NOT NULL,
	receipt_seq INTEGER NOT NULL,
	sha256 VARCHAR NOT NULL,
	prev_receipt VARCHAR NOT NULL,
	epoch VARCHAR NOT NULL,
	seq INTEGER NOT NULL,
	manifest_sha256 VARCHAR,
	verdict VARCHAR NOT NULL,
	code VARCHAR NOT NULL,
	contiguous_seq INTEGER NOT NULL,
	contiguous_head VARCHAR NOT NULL,
	missing VARCHAR NOT NULL,
	file BLOB NOT NULL,
	taken_in_at BIGINT NOT NULL,
	taken_in_by INTEGER NOT NULL,
	CONSTRAINT pk_receipts PRIMARY KEY (id),
	CONSTRAINT uq_receipts_bureau_receipt_seq UNIQUE (bureau, receipt_seq),
	CONSTRAINT uq_receipts_sha256 UNIQUE (sha256)
);

CREATE TABLE people (
	id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	initials VARCHAR NOT NULL,
	pinyin VARCHAR NOT NULL,
	sex VARCHAR NOT NULL,
	birth_on INTEGER,
	student_number VARCHAR NOT NULL,
	identity_number VARCHAR NOT NULL,
	card_code VARCHAR NOT NULL,
	is_boarder BOOLEAN NOT NULL,
	home VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	dorm_room_id INTEGER,
	bed VARCHAR NOT NULL,
	conditions VARCHAR NOT NULL,
	allergies VARCHAR NOT NULL,
	medication VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	consent_on INTEGER,
	created_at BIGINT NOT NULL,
	CONSTRAINT pk_people PRIMARY KEY (id),
	CONSTRAINT ck_people_named CHECK (name <> ''),
	CONSTRAINT fk_people_dorm_room_id FOREIGN KEY(dorm_room_id) REFERENCES dorm_rooms (id)
);

CREATE INDEX ix_people_card_code ON people (card_code) WHERE card_code <> '';

CREATE INDEX ix_people_dorm_room_id ON people (dorm_room_id);

CREATE UNIQUE INDEX uq_people_student_number ON people (student_number) WHERE student_number <> '';

CREATE TABLE class_names (
	id INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	from_on INTEGER NOT NULL,
	until_on INTEGER,
	stage VARCHAR,
	grade_no INTEGER NOT NULL,
	class_no INTEGER NOT NULL,
	entry_year INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	opened_by INTEGER,
	ended_by INTEGER,
	CONSTRAINT pk_class_names PRIMARY KEY (id),
	CONSTRAINT ck_class_names_span CHECK (until_on is null or until_on >= from_on),
	CONSTRAINT fk_class_names_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_class_names_opened_by FOREIGN KEY(opened_by) REFERENCES roster_operations (id),
	CONSTRAINT fk_class_names_ended_by FOREIGN KEY(ended_by) REFERENCES roster_operations (id)
);

CREATE INDEX ix_class_names_class ON class_names (class_id, from_on);

CREATE TABLE account_classes (
	account_id INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	CONSTRAINT pk_account_classes PRIMARY KEY (account_id, class_id),
	CONSTRAINT fk_account_classes_account_id FOREIGN KEY(account_id) REFERENCES accounts (id),
	CONSTRAINT fk_account_classes_class_id FOREIGN KEY(class_id) REFERENCES classes (id)
)
 WITHOUT ROWID;

CREATE TABLE check_sheets (
	day INTEGER NOT NULL,
	session INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	opened_at BIGINT NOT NULL,
	entered_by INTEGER NOT NULL,
	method VARCHAR NOT NULL,
	roll VARCHAR NOT NULL,
	from_paper BOOLEAN NOT NULL,
	first_handed_in_at BIGINT,
	handed_in_at BIGINT,
	handed_in_by INTEGER,
	digest VARCHAR,
	CONSTRAINT pk_check_sheets PRIMARY KEY (day, session, class_id),
	CONSTRAINT ck_check_sheets_session CHECK (session BETWEEN 0 AND 2),
	CONSTRAINT fk_check_sheets_class_id FOREIGN KEY(class_id) REFERENCES classes (id)
)
 WITHOUT ROWID;

CREATE TABLE daily_papers (
	id INTEGER NOT NULL,
	report_id INTEGER NOT NULL,
	standing VARCHAR NOT NULL,
	made_at BIGINT NOT NULL,
	pdf BLOB NOT NULL,
	sha256 VARCHAR NOT NULL,
	prints INTEGER NOT NULL,
	CONSTRAINT pk_daily_papers PRIMARY KEY (id),
	CONSTRAINT ck_daily_papers_prints CHECK (prints >= 0),
	CONSTRAINT fk_daily_papers_report_id FOREIGN KEY(report_id) REFERENCES daily_reports (id)
);

CREATE TRIGGER daily_papers_bytes_stay BEFORE UPDATE OF report_id, standing, made_at, pdf, sha256 ON daily_papers BEGIN SELECT RAISE(ABORT, 'a paper stays as it was made'); END;

CREATE TRIGGER daily_papers_stay BEFORE DELETE ON daily_papers WHEN OLD.prints > 0 OR OLD.standing = 'signed' BEGIN SELECT RAISE(ABORT, 'a printed report stays'); END;

CREATE INDEX ix_daily_papers_report_id ON daily_papers (report_id);

CREATE TABLE handovers (
	id INTEGER NOT NULL,
	package_id INTEGER NOT NULL,
	way VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	account_id INTEGER NOT NULL,
	CONSTRAINT pk_handovers PRIMARY KEY (id),
	CONSTRAINT fk_handovers_package_id FOREIGN KEY(package_id) REFERENCES outbox (id)
);

CREATE INDEX ix_handovers_package_id ON handovers (package_id);

CREATE TABLE guardians (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	order_no INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	relation VARCHAR NOT NULL,
	relation_note VARCHAR NOT NULL,
	phones VARCHAR NOT NULL,
	workplace VARCHAR NOT NULL,
	CONSTRAINT pk_guardians PRIMARY KEY (id),
	CONSTRAINT ck_guardians_order CHECK (order_no >= 1),
	CONSTRAINT fk_guardians_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE UNIQUE INDEX uq_guardians_person_order ON guardians (person_id, order_no);

CREATE TABLE enrolments (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	from_on INTEGER NOT NULL,
	until_on INTEGER,
	end_reason VARCHAR,
	opened_by INTEGER,
	ended_by INTEGER,
	CONSTRAINT pk_enrolments PRIMARY KEY (id),
	CONSTRAINT ck_enrolments_span CHECK (until_on is null or until_on >= from_on),
	CONSTRAINT fk_enrolments_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_enrolments_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_enrolments_opened_by FOREIGN KEY(opened_by) REFERENCES roster_operations (id),
	CONSTRAINT fk_enrolments_ended_by FOREIGN KEY(ended_by) REFERENCES roster_operations (id)
);

CREATE INDEX ix_enrolments_class ON enrolments (class_id, from_on);

CREATE INDEX ix_enrolments_person ON enrolments (person_id, from_on);

CREATE UNIQUE INDEX uq_enrolments_open ON enrolments (person_id) WHERE until_on is null;

CREATE TABLE absence_cases (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	from_check BOOLEAN NOT NULL,
	opened_at BIGINT NOT NULL,
	opened_by INTEGER NOT NULL,
	first_on INTEGER NOT NULL,
	standing VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	symptoms VARCHAR NOT NULL,
	onset_on INTEGER,
	left_at BIGINT,
	cause_id VARCHAR NOT NULL,
	diagnosis VARCHAR NOT NULL,
	hospital VARCHAR NOT NULL,
	visited_on INTEGER,
	tests VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	epidemic_suspected BOOLEAN NOT NULL,
	step VARCHAR NOT NULL,
	due_at BIGINT,
	back_on INTEGER,
	back_session INTEGER,
	withdrawal_asked BOOLEAN NOT NULL,
	outcome_id VARCHAR NOT NULL,
	returned_on INTEGER,
	ended_at BIGINT,
	ended_by INTEGER,
	end_note VARCHAR NOT NULL,
	CONSTRAINT pk_absence_cases PRIMARY KEY (id),
	CONSTRAINT ck_absence_cases_standing CHECK (standing IN ('open', 'closed', 'withdrawn')),
	CONSTRAINT ck_absence_cases_reason CHECK (reason IN ('unknown', 'illness', 'injury', 'leave')),
	CONSTRAINT ck_absence_cases_ended CHECK ((standing = 'open') = (ended_at IS NULL)),
	CONSTRAINT fk_absence_cases_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_absence_cases_class_id FOREIGN KEY(class_id) REFERENCES classes (id)
);

CREATE INDEX ix_absence_cases_person_id_first_on ON absence_cases (person_id, first_on);

CREATE INDEX ix_absence_cases_standing_due_at ON absence_cases (standing, due_at);

CREATE TABLE readings (
	day INTEGER NOT NULL,
	session INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	value INTEGER NOT NULL,
	minute INTEGER NOT NULL,
	CONSTRAINT pk_readings PRIMARY KEY (day, session, class_id, person_id),
	CONSTRAINT ck_readings_value CHECK (value BETWEEN 1 AND 3 OR value BETWEEN 200 AND 500),
	CONSTRAINT fk_readings_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_readings_person_id FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;

CREATE TABLE second_readings (
	day INTEGER NOT NULL,
	session INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	decicelsius INTEGER,
	method VARCHAR NOT NULL,
	taken_at BIGINT NOT NULL,
	entered_by INTEGER NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_second_readings PRIMARY KEY (day, session, class_id, person_id),
	CONSTRAINT fk_second_readings_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_second_readings_person_id FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;

CREATE TABLE reading_details (
	day INTEGER NOT NULL,
	session INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	method VARCHAR,
	home_decicelsius INTEGER,
	note VARCHAR NOT NULL,
	entered_by INTEGER,
	corrected BOOLEAN NOT NULL,
	CONSTRAINT pk_reading_details PRIMARY KEY (day, session, class_id, person_id),
	CONSTRAINT fk_reading_details_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_reading_details_person_id FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;

CREATE TABLE reading_symptoms (
	day INTEGER NOT NULL,
	session INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	symptom VARCHAR NOT NULL,
	CONSTRAINT pk_reading_symptoms PRIMARY KEY (day, session, class_id, person_id, symptom),
	CONSTRAINT fk_reading_symptoms_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_reading_symptoms_person_id FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;

CREATE TABLE absence_marks (
	day INTEGER NOT NULL,
	session INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	from_check BOOLEAN NOT NULL,
	CONSTRAINT pk_absence_marks PRIMARY KEY (day, session, case_id),
	CONSTRAINT ck_absence_marks_session CHECK (session BETWEEN 0 AND 2),
	CONSTRAINT fk_absence_marks_case_id FOREIGN KEY(case_id) REFERENCES absence_cases (id),
	CONSTRAINT fk_absence_marks_class_id FOREIGN KEY(class_id) REFERENCES classes (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_absence_marks_case_id ON absence_marks (case_id);

CREATE TABLE absence_lessons (
	case_id INTEGER NOT NULL,
	day INTEGER NOT NULL,
	lessons INTEGER NOT NULL,
	CONSTRAINT pk_absence_lessons PRIMARY KEY (case_id, day),
	CONSTRAINT ck_absence_lessons_lessons CHECK (lessons BETWEEN 0 AND 20),
	CONSTRAINT fk_absence_lessons_case_id FOREIGN KEY(case_id) REFERENCES absence_cases (id)
)
 WITHOUT ROWID;

CREATE TABLE absence_contacts (
	id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	party_id VARCHAR NOT NULL,
	way_id VARCHAR NOT NULL,
	result_id VARCHAR NOT NULL,
	who VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_absence_contacts PRIMARY KEY (id),
	CONSTRAINT fk_absence_contacts_case_id FOREIGN KEY(case_id) REFERENCES absence_cases (id)
);

CREATE INDEX ix_absence_contacts_case_id ON absence_contacts (case_id);
