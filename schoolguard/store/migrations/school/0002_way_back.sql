CREATE TABLE clearance_variants (
	disease_id VARCHAR NOT NULL,
	rule_id VARCHAR NOT NULL,
	chosen_at BIGINT NOT NULL,
	chosen_by INTEGER NOT NULL,
	CONSTRAINT pk_clearance_variants PRIMARY KEY (disease_id)
);

CREATE TABLE disinfection_alerts (
	id INTEGER NOT NULL,
	level_id VARCHAR NOT NULL,
	from_on INTEGER NOT NULL,
	until_on INTEGER NOT NULL,
	disease_id VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	raised_at BIGINT NOT NULL,
	raised_by INTEGER NOT NULL,
	ended_on INTEGER,
	ended_by INTEGER,
	end_reason VARCHAR NOT NULL,
	CONSTRAINT pk_disinfection_alerts PRIMARY KEY (id),
	CONSTRAINT ck_disinfection_alerts_span CHECK (until_on >= from_on)
);

CREATE INDEX ix_disinfection_alerts_until_on ON disinfection_alerts (until_on);

CREATE TABLE disinfectant_bottles (
	id INTEGER NOT NULL,
	agent_id VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	mg_per_litre INTEGER NOT NULL,
	mg_per_tablet INTEGER NOT NULL,
	size VARCHAR NOT NULL,
	batch VARCHAR NOT NULL,
	expires_on INTEGER,
	opened_on INTEGER,
	note VARCHAR NOT NULL,
	finished_on INTEGER,
	end_reason VARCHAR NOT NULL,
	CONSTRAINT pk_disinfectant_bottles PRIMARY KEY (id)
);

CREATE TABLE suspensions (
	id INTEGER NOT NULL,
	scope VARCHAR NOT NULL,
	disease_id VARCHAR NOT NULL,
	rule_id VARCHAR NOT NULL,
	decided_by VARCHAR NOT NULL,
	paper_number VARCHAR NOT NULL,
	decided_on INTEGER NOT NULL,
	from_on INTEGER NOT NULL,
	until_on INTEGER NOT NULL,
	reason VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	withdrawn_at BIGINT,
	CONSTRAINT pk_suspensions PRIMARY KEY (id),
	CONSTRAINT ck_suspensions_scope CHECK (scope IN ('class', 'grade', 'dormitory', 'school')),
	CONSTRAINT ck_suspensions_span CHECK (until_on >= from_on)
);

CREATE INDEX ix_suspensions_until_on ON suspensions (until_on);

CREATE TABLE isolation_rooms (
	id INTEGER NOT NULL,
	order_no INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	location VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	retired_on INTEGER,
	CONSTRAINT pk_isolation_rooms PRIMARY KEY (id)
);

CREATE TABLE isolation_hospitals (
	id INTEGER NOT NULL,
	order_no INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	contact VARCHAR NOT NULL,
	distance_metres INTEGER,
	route VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	is_partner BOOLEAN NOT NULL,
	retired_on INTEGER,
	CONSTRAINT pk_isolation_hospitals PRIMARY KEY (id)
);

CREATE TABLE isolation_ticks (
	id INTEGER NOT NULL,
	item_id VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	ticked_on INTEGER NOT NULL,
	"by" INTEGER NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_isolation_ticks PRIMARY KEY (id)
);

CREATE INDEX ix_isolation_ticks_item_id ON isolation_ticks (item_id);

CREATE TABLE isolation_supplies (
	id INTEGER NOT NULL,
	item_id VARCHAR NOT NULL,
	quantity INTEGER NOT NULL,
	counted_on INTEGER NOT NULL,
	"by" INTEGER NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_isolation_supplies PRIMARY KEY (id),
	CONSTRAINT ck_isolation_supplies_quantity CHECK (quantity >= 0)
);

CREATE INDEX ix_isolation_supplies_item_id ON isolation_supplies (item_id);

CREATE TABLE isolation_minimums (
	item_id VARCHAR NOT NULL,
	minimum INTEGER NOT NULL,
	CONSTRAINT pk_isolation_minimums PRIMARY KEY (item_id)
);

CREATE TABLE warnings (
	id INTEGER NOT NULL,
	story_id INTEGER NOT NULL,
	level INTEGER NOT NULL,
	rule_id VARCHAR NOT NULL,
	topic VARCHAR NOT NULL,
	unit_kind VARCHAR NOT NULL,
	unit_number INTEGER NOT NULL,
	unit_name VARCHAR NOT NULL,
	grade INTEGER NOT NULL,
	first_on INTEGER NOT NULL,
	last_on INTEGER NOT NULL,
	standing VARCHAR NOT NULL,
	spoken_at BIGINT NOT NULL,
	versions VARCHAR NOT NULL,
	within_hours INTEGER NOT NULL,
	CONSTRAINT pk_warnings PRIMARY KEY (id),
	CONSTRAINT ck_warnings_span CHECK (last_on >= first_on)
);

CREATE INDEX ix_warnings_last_on ON warnings (last_on);

CREATE INDEX ix_warnings_standing ON warnings (standing);

CREATE INDEX ix_warnings_story_id ON warnings (story_id);

CREATE TABLE judged_days (
	day INTEGER NOT NULL,
	at BIGINT NOT NULL,
	versions VARCHAR NOT NULL,
	CONSTRAINT pk_judged_days PRIMARY KEY (day)
)
 WITHOUT ROWID;

CREATE TABLE exposures (
	id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	first_on INTEGER NOT NULL,
	place VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	noted_at BIGINT NOT NULL,
	noted_by INTEGER NOT NULL,
	withdrawn_at BIGINT,
	CONSTRAINT pk_exposures PRIMARY KEY (id)
);

CREATE INDEX ix_exposures_first_on ON exposures (first_on);

CREATE TABLE kept_packs (
	pack VARCHAR NOT NULL,
	digest VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT pk_kept_packs PRIMARY KEY (pack)
);

CREATE TABLE rule_overrides (
	id INTEGER NOT NULL,
	pack VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	entry VARCHAR NOT NULL,
	"key" VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	paper_number VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	ended_at BIGINT,
	ended_by INTEGER,
	ended_reason VARCHAR NOT NULL,
	replaced BOOLEAN NOT NULL,
	aside_at VARCHAR NOT NULL,
	CONSTRAINT pk_rule_overrides PRIMARY KEY (id),
	CONSTRAINT ck_rule_overrides_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
	CONSTRAINT ck_rule_overrides_reason CHECK (reason <> '')
);

CREATE UNIQUE INDEX ix_rule_overrides_standing ON rule_overrides (pack, kind, entry, "key") WHERE ended_at IS NULL;

CREATE TABLE suspension_classes (
	suspension_id INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	CONSTRAINT pk_suspension_classes PRIMARY KEY (suspension_id, class_id),
	CONSTRAINT fk_suspension_classes_suspension_id FOREIGN KEY(suspension_id) REFERENCES suspensions (id),
	CONSTRAINT fk_suspension_classes_class_id FOREIGN KEY(class_id) REFERENCES classes (id)
)
 WITHOUT ROWID;

CREATE TABLE suspension_rooms (
	suspension_id INTEGER NOT NULL,
	dorm_room_id INTEGER NOT NULL,
	CONSTRAINT pk_suspension_rooms PRIMARY KEY (suspension_id, dorm_room_id),
	CONSTRAINT fk_suspension_rooms_suspension_id FOREIGN KEY(suspension_id) REFERENCES suspensions (id)
)
 WITHOUT ROWID;

CREATE TABLE follow_up_sheets (
	day INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	suspension_id INTEGER NOT NULL,
	opened_at BIGINT NOT NULL,
	opened_by INTEGER NOT NULL,
	asked_by VARCHAR NOT NULL,
	from_paper BOOLEAN NOT NULL,
	handed_in_at BIGINT,
	first_handed_in_at BIGINT,
	CONSTRAINT pk_follow_up_sheets PRIMARY KEY (day, class_id, suspension_id),
	CONSTRAINT fk_follow_up_sheets_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_follow_up_sheets_suspension_id FOREIGN KEY(suspension_id) REFERENCES suspensions (id)
)
 WITHOUT ROWID;

CREATE TABLE isolation_zones (
	id INTEGER NOT NULL,
	room_id INTEGER NOT NULL,
	order_no INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	retired_on INTEGER,
	CONSTRAINT pk_isolation_zones PRIMARY KEY (id),
	CONSTRAINT fk_isolation_zones_room_id FOREIGN KEY(room_id) REFERENCES isolation_rooms (id)
);

CREATE TABLE warning_turns (
	id INTEGER NOT NULL,
	warning_id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	cause VARCHAR NOT NULL,
	level INTEGER NOT NULL,
	first_on INTEGER NOT NULL,
	last_on INTEGER NOT NULL,
	usual DOUBLE,
	probability DOUBLE,
	missing INTEGER NOT NULL,
	reached BOOLEAN NOT NULL,
	versions VARCHAR NOT NULL,
	CONSTRAINT pk_warning_turns PRIMARY KEY (id),
	CONSTRAINT fk_warning_turns_warning_id FOREIGN KEY(warning_id) REFERENCES warnings (id)
);

CREATE INDEX ix_warning_turns_warning_id ON warning_turns (warning_id);

CREATE TABLE warning_answers (
	id INTEGER NOT NULL,
	warning_id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	standing VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT pk_warning_answers PRIMARY KEY (id),
	CONSTRAINT fk_warning_answers_warning_id FOREIGN KEY(warning_id) REFERENCES warnings (id)
);

CREATE INDEX ix_warning_answers_warning_id ON warning_answers (warning_id);

CREATE TABLE warning_steps (
	id INTEGER NOT NULL,
	warning_id INTEGER NOT NULL,
	step_id VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	note VARCHAR NOT NULL,
	withdrawn_at BIGINT,
	CONSTRAINT pk_warning_steps PRIMARY KEY (id),
	CONSTRAINT fk_warning_steps_warning_id FOREIGN KEY(warning_id) REFERENCES warnings (id)
);

CREATE INDEX ix_warning_steps_warning_id ON warning_steps (warning_id);

CREATE TABLE warning_reports (
	id INTEGER NOT NULL,
	warning_id INTEGER NOT NULL,
	party_id VARCHAR NOT NULL,
	way_id VARCHAR NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	answered_by VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	withdrawn_at BIGINT,
	CONSTRAINT pk_warning_reports PRIMARY KEY (id),
	CONSTRAINT fk_warning_reports_warning_id FOREIGN KEY(warning_id) REFERENCES warnings (id)
);

CREATE INDEX ix_warning_reports_warning_id ON warning_reports (warning_id);

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

CREATE TABLE clearances (
	id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	disease_id VARCHAR NOT NULL,
	standing VARCHAR NOT NULL,
	asked_at BIGINT NOT NULL,
	asked_by INTEGER NOT NULL,
	absence_case_id INTEGER,
	disease_case_id INTEGER,
	stay_id INTEGER,
	hospital VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	look_again_on INTEGER,
	ended_at BIGINT,
	ended_by INTEGER,
	end_note VARCHAR NOT NULL,
	CONSTRAINT pk_clearances PRIMARY KEY (id),
	CONSTRAINT ck_clearances_standing CHECK (standing IN ('open', 'cleared', 'withdrawn')),
	CONSTRAINT ck_clearances_ended CHECK ((standing = 'open') = (ended_at IS NULL)),
	CONSTRAINT fk_clearances_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_clearances_class_id FOREIGN KEY(class_id) REFERENCES classes (id)
);

CREATE INDEX ix_clearances_asked_at ON clearances (asked_at);

CREATE INDEX ix_clearances_disease_case_id ON clearances (disease_case_id);

CREATE INDEX ix_clearances_ended_at ON clearances (ended_at);

CREATE INDEX ix_clearances_person_id ON clearances (person_id, standing);

CREATE INDEX ix_clearances_standing ON clearances (standing);

CREATE INDEX ix_clearances_stay_id ON clearances (stay_id);

CREATE TABLE places (
	id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	own_name BOOLEAN NOT NULL,
	building VARCHAR NOT NULL,
	floor VARCHAR NOT NULL,
	class_id INTEGER,
	dorm_room_id INTEGER,
	isolation_room_id INTEGER,
	responsible_id INTEGER,
	responsible_name VARCHAR NOT NULL,
	deputy_id INTEGER,
	deputy_name VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	note VARCHAR NOT NULL,
	from_on INTEGER NOT NULL,
	retired_on INTEGER,
	CONSTRAINT pk_places PRIMARY KEY (id),
	CONSTRAINT fk_places_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_places_dorm_room_id FOREIGN KEY(dorm_room_id) REFERENCES dorm_rooms (id),
	CONSTRAINT fk_places_responsible_id FOREIGN KEY(responsible_id) REFERENCES people (id),
	CONSTRAINT fk_places_deputy_id FOREIGN KEY(deputy_id) REFERENCES people (id)
);

CREATE INDEX ix_places_class_id ON places (class_id);

CREATE TABLE suspension_people (
	suspension_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	CONSTRAINT pk_suspension_people PRIMARY KEY (suspension_id, person_id),
	CONSTRAINT fk_suspension_people_suspension_id FOREIGN KEY(suspension_id) REFERENCES suspensions (id),
	CONSTRAINT fk_suspension_people_person_id FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;

CREATE TABLE follow_ups (
	day INTEGER NOT NULL,
	class_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	suspension_id INTEGER NOT NULL,
	reached VARCHAR NOT NULL,
	decicelsius INTEGER,
	symptoms VARCHAR NOT NULL,
	doctor BOOLEAN NOT NULL,
	note VARCHAR NOT NULL,
	tries INTEGER NOT NULL,
	corrected BOOLEAN NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	CONSTRAINT pk_follow_ups PRIMARY KEY (day, class_id, person_id),
	CONSTRAINT ck_follow_ups_reached CHECK (reached IN ('reached', 'no_answer', 'wrong_number')),
	CONSTRAINT ck_follow_ups_measured_if_reached CHECK (reached = 'reached' OR decicelsius IS NULL),
	CONSTRAINT ck_follow_ups_asked_if_reached CHECK (reached = 'reached' OR symptoms = ''),
	CONSTRAINT fk_follow_ups_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_follow_ups_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_follow_ups_suspension_id FOREIGN KEY(suspension_id) REFERENCES suspensions (id)
)
 WITHOUT ROWID;

CREATE TABLE isolation_beds (
	id INTEGER NOT NULL,
	zone_id INTEGER NOT NULL,
	order_no INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	retired_on INTEGER,
	CONSTRAINT pk_isolation_beds PRIMARY KEY (id),
	CONSTRAINT fk_isolation_beds_zone_id FOREIGN KEY(zone_id) REFERENCES isolation_zones (id)
);

CREATE TABLE isolation_trainings (
	id INTEGER NOT NULL,
	topic_id VARCHAR NOT NULL,
	person_id INTEGER,
	name VARCHAR NOT NULL,
	trained_on INTEGER NOT NULL,
	trainer VARCHAR NOT NULL,
	valid_until INTEGER NOT NULL,
	note VARCHAR NOT NULL,
	withdrawn_at BIGINT,
	CONSTRAINT pk_isolation_trainings PRIMARY KEY (id),
	CONSTRAINT fk_isolation_trainings_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE warning_people (
	turn_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	onset_on INTEGER NOT NULL,
	CONSTRAINT pk_warning_people PRIMARY KEY (turn_id, person_id),
	CONSTRAINT fk_warning_people_turn_id FOREIGN KEY(turn_id) REFERENCES warning_turns (id),
	CONSTRAINT fk_warning_people_person_id FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;

CREATE TABLE exposed_people (
	exposure_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	CONSTRAINT pk_exposed_people PRIMARY KEY (exposure_id, person_id),
	CONSTRAINT fk_exposed_people_exposure_id FOREIGN KEY(exposure_id) REFERENCES exposures (id),
	CONSTRAINT fk_exposed_people_person_id FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;

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

CREATE TABLE clearance_anchors (
	clearance_id INTEGER NOT NULL,
	anchor VARCHAR NOT NULL,
	day INTEGER NOT NULL,
	minute INTEGER,
	CONSTRAINT pk_clearance_anchors PRIMARY KEY (clearance_id, anchor),
	CONSTRAINT ck_clearance_anchors_minute CHECK (minute BETWEEN 0 AND 1439),
	CONSTRAINT fk_clearance_anchors_clearance_id FOREIGN KEY(clearance_id) REFERENCES clearances (id)
)
 WITHOUT ROWID;

CREATE TABLE clearance_ticks (
	clearance_id INTEGER NOT NULL,
	condition_id VARCHAR NOT NULL,
	ticked_at BIGINT NOT NULL,
	ticked_by INTEGER NOT NULL,
	CONSTRAINT pk_clearance_ticks PRIMARY KEY (clearance_id, condition_id),
	CONSTRAINT fk_clearance_ticks_clearance_id FOREIGN KEY(clearance_id) REFERENCES clearances (id)
)
 WITHOUT ROWID;

CREATE TABLE clearance_papers (
	id INTEGER NOT NULL,
	clearance_id INTEGER NOT NULL,
	paper_id VARCHAR NOT NULL,
	issuer VARCHAR NOT NULL,
	issued_on INTEGER,
	number VARCHAR NOT NULL,
	entered_at BIGINT NOT NULL,
	entered_by INTEGER NOT NULL,
	agreed BOOLEAN,
	agreed_at BIGINT,
	agreed_by INTEGER,
	finding VARCHAR NOT NULL,
	retracted_at BIGINT,
	retracted_why VARCHAR NOT NULL,
	CONSTRAINT pk_clearance_papers PRIMARY KEY (id),
	CONSTRAINT fk_clearance_papers_clearance_id FOREIGN KEY(clearance_id) REFERENCES clearances (id)
);

CREATE INDEX ix_clearance_papers_clearance_id ON clearance_papers (clearance_id);

CREATE TABLE clearance_decisions (
	id INTEGER NOT NULL,
	clearance_id INTEGER NOT NULL,
	year INTEGER NOT NULL,
	serial INTEGER NOT NULL,
	verdict VARCHAR NOT NULL,
	checked_on INTEGER NOT NULL,
	decided_at BIGINT NOT NULL,
	decided_by INTEGER NOT NULL,
	rule_id VARCHAR NOT NULL,
	earliest_on INTEGER,
	period_over BOOLEAN NOT NULL,
	override_reason VARCHAR NOT NULL,
	look_again_on INTEGER,
	note VARCHAR NOT NULL,
	revoked_at BIGINT,
	revoked_why VARCHAR NOT NULL,
	CONSTRAINT pk_clearance_decisions PRIMARY KEY (id),
	CONSTRAINT ck_clearance_decisions_verdict CHECK (verdict IN ('cleared', 'resting')),
	CONSTRAINT fk_clearance_decisions_clearance_id FOREIGN KEY(clearance_id) REFERENCES clearances (id)
);

CREATE INDEX ix_clearance_decisions_checked_on ON clearance_decisions (checked_on);

CREATE INDEX ix_clearance_decisions_clearance_id ON clearance_decisions (clearance_id);

CREATE UNIQUE INDEX uq_clearance_decisions_year_serial ON clearance_decisions (year, serial);

CREATE TABLE clearance_notes (
	id INTEGER NOT NULL,
	clearance_id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	told VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	CONSTRAINT pk_clearance_notes PRIMARY KEY (id),
	CONSTRAINT fk_clearance_notes_clearance_id FOREIGN KEY(clearance_id) REFERENCES clearances (id)
);

CREATE INDEX ix_clearance_notes_clearance_id ON clearance_notes (clearance_id);

CREATE TABLE place_pauses (
	place_id INTEGER NOT NULL,
	from_on INTEGER NOT NULL,
	until_on INTEGER NOT NULL,
	CONSTRAINT pk_place_pauses PRIMARY KEY (place_id, from_on),
	CONSTRAINT ck_place_pauses_span CHECK (until_on > from_on),
	CONSTRAINT fk_place_pauses_place_id FOREIGN KEY(place_id) REFERENCES places (id)
)
 WITHOUT ROWID;

CREATE TABLE place_task_changes (
	id INTEGER NOT NULL,
	place_id INTEGER NOT NULL,
	task_id VARCHAR NOT NULL,
	from_on INTEGER NOT NULL,
	until_on INTEGER,
	planned BOOLEAN NOT NULL,
	frequency_id VARCHAR NOT NULL,
	times VARCHAR NOT NULL,
	agent_id VARCHAR NOT NULL,
	low_mg_per_litre INTEGER,
	high_mg_per_litre INTEGER,
	contact_minutes INTEGER,
	minutes INTEGER,
	CONSTRAINT pk_place_task_changes PRIMARY KEY (id),
	CONSTRAINT ck_place_task_changes_span CHECK (until_on IS NULL OR until_on >= from_on),
	CONSTRAINT fk_place_task_changes_place_id FOREIGN KEY(place_id) REFERENCES places (id)
);

CREATE INDEX ix_place_task_changes_place_id_task_id ON place_task_changes (place_id, task_id);

CREATE TABLE disinfection_orders (
	id INTEGER NOT NULL,
	place_id INTEGER NOT NULL,
	why VARCHAR NOT NULL,
	disease_id VARCHAR NOT NULL,
	origin_id INTEGER NOT NULL,
	note VARCHAR NOT NULL,
	ordered_at BIGINT NOT NULL,
	ordered_by INTEGER NOT NULL,
	due_at BIGINT NOT NULL,
	standing VARCHAR NOT NULL,
	ended_at BIGINT,
	ended_by INTEGER,
	ended_reason VARCHAR NOT NULL,
	CONSTRAINT pk_disinfection_orders PRIMARY KEY (id),
	CONSTRAINT ck_disinfection_orders_standing CHECK (standing IN ('open', 'done', 'cancelled')),
	CONSTRAINT fk_disinfection_orders_place_id FOREIGN KEY(place_id) REFERENCES places (id)
);

CREATE INDEX ix_disinfection_orders_ended_at ON disinfection_orders (ended_at);

CREATE INDEX ix_disinfection_orders_standing_due_at ON disinfection_orders (standing, due_at);

CREATE INDEX ix_disinfection_orders_why_origin_id ON disinfection_orders (why, origin_id);

CREATE TABLE disinfection_alert_places (
	alert_id INTEGER NOT NULL,
	place_id INTEGER NOT NULL,
	CONSTRAINT pk_disinfection_alert_places PRIMARY KEY (alert_id, place_id),
	CONSTRAINT fk_disinfection_alert_places_alert_id FOREIGN KEY(alert_id) REFERENCES disinfection_alerts (id),
	CONSTRAINT fk_disinfection_alert_places_place_id FOREIGN KEY(place_id) REFERENCES places (id)
)
 WITHOUT ROWID;

CREATE TABLE uv_lamps (
	id INTEGER NOT NULL,
	place_id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	installed_on INTEGER NOT NULL,
	minutes_before INTEGER NOT NULL,
	retired_on INTEGER,
	CONSTRAINT pk_uv_lamps PRIMARY KEY (id),
	CONSTRAINT fk_uv_lamps_place_id FOREIGN KEY(place_id) REFERENCES places (id)
);

CREATE TABLE isolation_stays (
	id INTEGER NOT NULL,
	person_id INTEGER,
	class_id INTEGER,
	kind VARCHAR NOT NULL,
	person_group VARCHAR NOT NULL,
	visitor_name VARCHAR NOT NULL,
	visitor_phone VARCHAR NOT NULL,
	standing VARCHAR NOT NULL,
	origin VARCHAR NOT NULL,
	absence_case_id INTEGER,
	room_id INTEGER NOT NULL,
	zone_id INTEGER,
	bed_id INTEGER,
	found_at BIGINT NOT NULL,
	entered_at BIGINT NOT NULL,
	entered_on INTEGER NOT NULL,
	entered_by INTEGER NOT NULL,
	closed_room_reason VARCHAR NOT NULL,
	symptoms VARCHAR NOT NULL,
	onset_at BIGINT,
	contacts VARCHAR NOT NULL,
	contacts_text VARCHAR NOT NULL,
	travel VARCHAR NOT NULL,
	travel_text VARCHAR NOT NULL,
	places VARCHAR NOT NULL,
	places_text VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	due_at BIGINT,
	left_at BIGINT,
	left_on INTEGER,
	left_by INTEGER,
	destination VARCHAR,
	hospital VARCHAR NOT NULL,
	handed_to VARCHAR NOT NULL,
	handed_to_relation VARCHAR NOT NULL,
	handed_to_phone VARCHAR NOT NULL,
	leaving_note VARCHAR NOT NULL,
	not_measured_reason VARCHAR NOT NULL,
	override_reason VARCHAR NOT NULL,
	withdrawn_reason VARCHAR NOT NULL,
	CONSTRAINT pk_isolation_stays PRIMARY KEY (id),
	CONSTRAINT ck_isolation_stays_standing CHECK (standing IN ('present', 'left', 'withdrawn')),
	CONSTRAINT ck_isolation_stays_kind CHECK (kind IN ('pupil', 'staff', 'visitor')),
	CONSTRAINT ck_isolation_stays_person CHECK ((kind = 'visitor') = (person_id IS NULL)),
	CONSTRAINT ck_isolation_stays_left_at CHECK ((standing = 'left') = (left_at IS NOT NULL)),
	CONSTRAINT fk_isolation_stays_person_id FOREIGN KEY(person_id) REFERENCES people (id),
	CONSTRAINT fk_isolation_stays_class_id FOREIGN KEY(class_id) REFERENCES classes (id),
	CONSTRAINT fk_isolation_stays_room_id FOREIGN KEY(room_id) REFERENCES isolation_rooms (id),
	CONSTRAINT fk_isolation_stays_zone_id FOREIGN KEY(zone_id) REFERENCES isolation_zones (id),
	CONSTRAINT fk_isolation_stays_bed_id FOREIGN KEY(bed_id) REFERENCES isolation_beds (id)
);

CREATE INDEX ix_isolation_stays_entered_on ON isolation_stays (entered_on);

CREATE INDEX ix_isolation_stays_left_on_entered_on ON isolation_stays (left_on, entered_on);

CREATE INDEX ix_isolation_stays_person_id ON isolation_stays (person_id);

CREATE INDEX ix_isolation_stays_standing ON isolation_stays (standing);

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

CREATE TABLE disinfection_records (
	id INTEGER NOT NULL,
	day INTEGER NOT NULL,
	place_id INTEGER NOT NULL,
	task_id VARCHAR NOT NULL,
	round_no INTEGER NOT NULL,
	outcome VARCHAR NOT NULL,
	begun_at BIGINT,
	done_at BIGINT,
	minutes INTEGER,
	agent_id VARCHAR NOT NULL,
	mg_per_litre INTEGER,
	contact_minutes INTEGER,
	method_id VARCHAR NOT NULL,
	faults VARCHAR NOT NULL,
	bottle_id INTEGER,
	by_id INTEGER,
	by_name VARCHAR NOT NULL,
	entered_at BIGINT NOT NULL,
	entered_by INTEGER NOT NULL,
	entered_late BOOLEAN NOT NULL,
	late_reason VARCHAR NOT NULL,
	from_paper BOOLEAN NOT NULL,
	note VARCHAR NOT NULL,
	order_id INTEGER,
	retracted_at BIGINT,
	retracted_by INTEGER,
	retract_reason VARCHAR NOT NULL,
	CONSTRAINT pk_disinfection_records PRIMARY KEY (id),
	CONSTRAINT ck_disinfection_records_outcome CHECK (outcome IN ('done', 'not_done')),
	CONSTRAINT ck_disinfection_records_done CHECK ((outcome = 'done') = (done_at IS NOT NULL)),
	CONSTRAINT ck_disinfection_records_round CHECK (round_no >= 1),
	CONSTRAINT fk_disinfection_records_place_id FOREIGN KEY(place_id) REFERENCES places (id),
	CONSTRAINT fk_disinfection_records_bottle_id FOREIGN KEY(bottle_id) REFERENCES disinfectant_bottles (id),
	CONSTRAINT fk_disinfection_records_by_id FOREIGN KEY(by_id) REFERENCES people (id),
	CONSTRAINT fk_disinfection_records_order_id FOREIGN KEY(order_id) REFERENCES disinfection_orders (id)
);

CREATE TRIGGER disinfection_records_no_delete BEFORE DELETE ON disinfection_records
BEGIN SELECT RAISE(ABORT, 'records are kept'); END;

CREATE TRIGGER disinfection_records_no_rewrite BEFORE UPDATE OF day, place_id, task_id,
round_no, outcome, done_at, minutes, mg_per_litre, entered_at, entered_late, late_reason,
from_paper ON disinfection_records
BEGIN SELECT RAISE(ABORT, 'records are taken back, not rewritten'); END;

CREATE INDEX ix_disinfection_records_day_place_id ON disinfection_records (day, place_id);

CREATE UNIQUE INDEX uq_disinfection_records_round ON disinfection_records (day, place_id, task_id, round_no) WHERE retracted_at IS NULL;

CREATE TABLE isolation_moves (
	id INTEGER NOT NULL,
	stay_id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	room_id INTEGER NOT NULL,
	zone_id INTEGER,
	bed_id INTEGER,
	CONSTRAINT pk_isolation_moves PRIMARY KEY (id),
	CONSTRAINT fk_isolation_moves_stay_id FOREIGN KEY(stay_id) REFERENCES isolation_stays (id),
	CONSTRAINT fk_isolation_moves_room_id FOREIGN KEY(room_id) REFERENCES isolation_rooms (id),
	CONSTRAINT fk_isolation_moves_zone_id FOREIGN KEY(zone_id) REFERENCES isolation_zones (id),
	CONSTRAINT fk_isolation_moves_bed_id FOREIGN KEY(bed_id) REFERENCES isolation_beds (id)
);

CREATE INDEX ix_isolation_moves_stay_id ON isolation_moves (stay_id);

CREATE TABLE isolation_observations (
	id INTEGER NOT NULL,
	stay_id INTEGER NOT NULL,
	taken_at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	decicelsius INTEGER,
	site VARCHAR NOT NULL,
	symptoms VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	carried_over BOOLEAN NOT NULL,
	withdrawn_at BIGINT,
	CONSTRAINT pk_isolation_observations PRIMARY KEY (id),
	CONSTRAINT ck_isolation_observations_site CHECK ((decicelsius IS NULL) = (site = '')),
	CONSTRAINT fk_isolation_observations_stay_id FOREIGN KEY(stay_id) REFERENCES isolation_stays (id)
);

CREATE INDEX ix_isolation_observations_stay_id ON isolation_observations (stay_id);

CREATE INDEX ix_isolation_observations_taken_at ON isolation_observations (taken_at);

CREATE TABLE isolation_notices (
	id INTEGER NOT NULL,
	stay_id INTEGER NOT NULL,
	party_id VARCHAR NOT NULL,
	way_id VARCHAR NOT NULL,
	result_id VARCHAR NOT NULL,
	told_at BIGINT NOT NULL,
	"by" INTEGER NOT NULL,
	who VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	arrives_at BIGINT,
	arrived_at BIGINT,
	withdrawn_at BIGINT,
	CONSTRAINT pk_isolation_notices PRIMARY KEY (id),
	CONSTRAINT fk_isolation_notices_stay_id FOREIGN KEY(stay_id) REFERENCES isolation_stays (id)
);

CREATE INDEX ix_isolation_notices_stay_id ON isolation_notices (stay_id);

CREATE TABLE isolation_closures (
	id INTEGER NOT NULL,
	room_id INTEGER NOT NULL,
	stay_id INTEGER,
	closed_at BIGINT NOT NULL,
	closed_on INTEGER NOT NULL,
	closed_by INTEGER NOT NULL,
	reason VARCHAR NOT NULL,
	disinfected_at BIGINT,
	disinfected_by INTEGER,
	lifted_at BIGINT,
	CONSTRAINT pk_isolation_closures PRIMARY KEY (id),
	CONSTRAINT fk_isolation_closures_room_id FOREIGN KEY(room_id) REFERENCES isolation_rooms (id),
	CONSTRAINT fk_isolation_closures_stay_id FOREIGN KEY(stay_id) REFERENCES isolation_stays (id)
);

CREATE INDEX ix_isolation_closures_closed_on ON isolation_closures (closed_on);

CREATE INDEX ix_isolation_closures_disinfected_at ON isolation_closures (disinfected_at);

CREATE INDEX ix_isolation_closures_stay_id ON isolation_closures (stay_id);

CREATE TABLE uv_lamp_runs (
	id INTEGER NOT NULL,
	lamp_id INTEGER NOT NULL,
	begun_at BIGINT NOT NULL,
	minutes INTEGER NOT NULL,
	note VARCHAR NOT NULL,
	record_id INTEGER,
	entered_at BIGINT NOT NULL,
	entered_by INTEGER NOT NULL,
	retracted_at BIGINT,
	retract_reason VARCHAR NOT NULL,
	CONSTRAINT pk_uv_lamp_runs PRIMARY KEY (id),
	CONSTRAINT fk_uv_lamp_runs_lamp_id FOREIGN KEY(lamp_id) REFERENCES uv_lamps (id),
	CONSTRAINT fk_uv_lamp_runs_record_id FOREIGN KEY(record_id) REFERENCES disinfection_records (id)
);

CREATE INDEX ix_uv_lamp_runs_lamp_id ON uv_lamp_runs (lamp_id);

CREATE INDEX ix_uv_lamp_runs_record_id ON uv_lamp_runs (record_id);
