CREATE TABLE surroundings (
	person_id INTEGER NOT NULL,
	seat_row INTEGER NOT NULL,
	seat_column INTEGER NOT NULL,
	bus VARCHAR NOT NULL,
	CONSTRAINT pk_surroundings PRIMARY KEY (person_id),
	CONSTRAINT ck_surroundings_seat_row CHECK (seat_row between 0 and 99),
	CONSTRAINT ck_surroundings_seat_column CHECK (seat_column between 0 and 99),
	CONSTRAINT fk_surroundings_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_surroundings_bus ON surroundings (bus) WHERE bus <> '';

CREATE TABLE disease_cases (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	disease_id VARCHAR NOT NULL,
	classification VARCHAR NOT NULL,
	standing VARCHAR NOT NULL,
	onset_on INTEGER,
	found_at BIGINT NOT NULL,
	found_on INTEGER NOT NULL,
	counts_on INTEGER NOT NULL,
	diagnosed_on INTEGER,
	hospital VARCHAR NOT NULL,
	tests VARCHAR NOT NULL,
	admitted BOOLEAN NOT NULL,
	severe BOOLEAN NOT NULL,
	note VARCHAR NOT NULL,
	absence_case_id INTEGER,
	stay_id INTEGER,
	infected_by INTEGER,
	opened_at BIGINT NOT NULL,
	opened_by INTEGER NOT NULL,
	followed_at BIGINT NOT NULL,
	contacts_settled_at BIGINT,
	outcome_id VARCHAR NOT NULL,
	ended_on INTEGER,
	ended_at BIGINT,
	ended_by INTEGER,
	end_note VARCHAR NOT NULL,
	CONSTRAINT pk_disease_cases PRIMARY KEY (id),
	CONSTRAINT ck_disease_cases_standing CHECK (standing IN ('open', 'ended', 'withdrawn')),
	CONSTRAINT ck_disease_cases_classification CHECK (classification IN ('suspected', 'clinical', 'confirmed', 'excluded')),
	CONSTRAINT ck_disease_cases_ended CHECK ((standing = 'open') = (ended_at IS NULL)),
	CONSTRAINT fk_disease_cases_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_disease_cases_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_disease_cases_infected_by FOREIGN KEY(infected_by) REFERENCES disease_cases (id)
);

CREATE INDEX ix_disease_cases_counts_on ON disease_cases (counts_on);

CREATE INDEX ix_disease_cases_ended_on ON disease_cases (ended_on);

CREATE INDEX ix_disease_cases_found_on ON disease_cases (found_on);

CREATE INDEX ix_disease_cases_infected_by ON disease_cases (infected_by);

CREATE INDEX ix_disease_cases_person_id ON disease_cases (person_id);

CREATE INDEX ix_disease_cases_standing ON disease_cases (standing, counts_on);

CREATE TABLE disease_case_steps (
	id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	classification VARCHAR NOT NULL,
	disease_id VARCHAR NOT NULL,
	on_day INTEGER NOT NULL,
	hospital VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	CONSTRAINT pk_disease_case_steps PRIMARY KEY (id),
	CONSTRAINT fk_disease_case_steps_case_id FOREIGN KEY(case_id) REFERENCES disease_cases (id)
);

CREATE INDEX ix_disease_case_steps_case_id ON disease_case_steps (case_id);

CREATE TABLE disease_case_reports (
	id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	party_id VARCHAR NOT NULL,
	reported_at BIGINT NOT NULL,
	way_id VARCHAR NOT NULL,
	answered_by VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	retracted_at BIGINT,
	retract_reason VARCHAR NOT NULL,
	CONSTRAINT pk_disease_case_reports PRIMARY KEY (id),
	CONSTRAINT fk_disease_case_reports_case_id FOREIGN KEY(case_id) REFERENCES disease_cases (id)
);

CREATE INDEX ix_disease_case_reports_case_id ON disease_case_reports (case_id);

CREATE TABLE disease_case_measures (
	id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	measure_id VARCHAR NOT NULL,
	done_on INTEGER NOT NULL,
	person VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	undone_at BIGINT,
	undone_by INTEGER,
	undo_reason VARCHAR NOT NULL,
	CONSTRAINT pk_disease_case_measures PRIMARY KEY (id),
	CONSTRAINT fk_disease_case_measures_case_id FOREIGN KEY(case_id) REFERENCES disease_cases (id)
);

CREATE UNIQUE INDEX uq_disease_case_measures_ticked ON disease_case_measures (case_id, measure_id) WHERE undone_at is null;

CREATE TABLE close_contacts (
	id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	degree INTEGER NOT NULL,
	via_id INTEGER,
	ways VARCHAR NOT NULL,
	why VARCHAR NOT NULL,
	last_exposed_on INTEGER NOT NULL,
	watch_until_on INTEGER NOT NULL,
	every_days INTEGER NOT NULL,
	added_at BIGINT NOT NULL,
	added_by INTEGER NOT NULL,
	outcome_id VARCHAR NOT NULL,
	ended_on INTEGER,
	became_case_id INTEGER,
	note VARCHAR NOT NULL,
	removed_at BIGINT,
	remove_reason VARCHAR NOT NULL,
	CONSTRAINT pk_close_contacts PRIMARY KEY (id),
	CONSTRAINT ck_close_contacts_degree CHECK (degree IN (1, 2)),
	CONSTRAINT ck_close_contacts_span CHECK (watch_until_on >= last_exposed_on),
	CONSTRAINT ck_close_contacts_ended CHECK ((outcome_id = '') = (ended_on IS NULL)),
	CONSTRAINT fk_close_contacts_case_id FOREIGN KEY(case_id) REFERENCES disease_cases (id),
	CONSTRAINT fk_close_contacts_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_close_contacts_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_close_contacts_via_id FOREIGN KEY(via_id) REFERENCES close_contacts (id),
	CONSTRAINT fk_close_contacts_became_case_id FOREIGN KEY(became_case_id) REFERENCES disease_cases (id)
);

CREATE INDEX ix_close_contacts_person_id ON close_contacts (person_id);

CREATE INDEX ix_close_contacts_until ON close_contacts (watch_until_on);

CREATE INDEX ix_close_contacts_watched ON close_contacts (ended_on, watch_until_on);

CREATE UNIQUE INDEX uq_close_contacts_listed ON close_contacts (case_id, person_id) WHERE removed_at is null;

CREATE TABLE watch_days (
	day INTEGER NOT NULL,
	contact_id INTEGER NOT NULL,
	reached VARCHAR NOT NULL,
	decicelsius INTEGER,
	symptoms VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	CONSTRAINT pk_watch_days PRIMARY KEY (day, contact_id),
	CONSTRAINT ck_watch_days_decicelsius CHECK (decicelsius BETWEEN 300 AND 450),
	CONSTRAINT ck_watch_days_reached CHECK (reached IN ('yes', 'no_answer')),
	CONSTRAINT fk_watch_days_contact_id FOREIGN KEY(contact_id) REFERENCES close_contacts (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_watch_days_contact_id ON watch_days (contact_id, day);
