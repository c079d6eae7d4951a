CREATE TABLE day_measures (
	package_id INTEGER NOT NULL,
	isolated INTEGER NOT NULL,
	new_cases INTEGER NOT NULL,
	classes_off INTEGER NOT NULL,
	warnings_legal INTEGER NOT NULL,
	rounds_missed INTEGER NOT NULL,
	CONSTRAINT pk_day_measures PRIMARY KEY (package_id),
	CONSTRAINT fk_day_measures_package_id FOREIGN KEY(package_id) REFERENCES packages (id)
);
