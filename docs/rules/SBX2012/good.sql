SET lock_timeout = '2s';

ALTER TABLE authors
    ADD COLUMN born date,
    ADD COLUMN died date;
