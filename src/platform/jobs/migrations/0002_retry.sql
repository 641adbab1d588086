-- 0002_retry.sql - whether an ended job can be taken up again where it stopped.
ALTER TABLE jobs.job ADD COLUMN given_up boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN jobs.job.given_up IS 'Of a job that failed or was cancelled: what it worked on was cleared away or handed back at its end, so that it cannot go on.';
