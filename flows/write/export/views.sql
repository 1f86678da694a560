-- The questions that are asked most, ready in the database.
CREATE VIEW planned AS
SELECT event_date, event_date_edtf, event_type, participants_text, place, place_country, quote, url, event_id
FROM events WHERE status = 'planned' ORDER BY event_date, event_id;
COMMENT ON VIEW planned IS 'What is announced or scheduled, in order of time.';

CREATE VIEW statements AS
SELECT event_date, actor1_name AS speaker, actor1_country AS speaker_country, addressee, medium, content, content_kind, outlet, url, event_id
FROM events WHERE event_type = 'statement' ORDER BY event_date, event_id;
COMMENT ON VIEW statements IS 'Who said what to whom.';

CREATE VIEW pairs AS
SELECT e.event_id, e.event_type, e.status, e.event_date, a.name AS name1, a.country AS country1, b.name AS name2, b.country AS country2
FROM events e
JOIN participants a USING (event_id)
JOIN participants b ON b.event_id = e.event_id AND a.ordinal < b.ordinal
WHERE e.event_type <> 'statement';
COMMENT ON VIEW pairs IS 'Every two participants of a call, visit or meeting.';

CREATE VIEW met AS
SELECT least(name1, name2) AS name1, greatest(name1, name2) AS name2, count(*) AS meetings, min(event_date) AS first, max(event_date) AS last
FROM pairs WHERE event_type = 'meeting' AND status = 'occurred' GROUP BY ALL ORDER BY meetings DESC, name1, name2;
COMMENT ON VIEW met IS 'Who met whom, how often, and when.';

CREATE VIEW call_graph AS
SELECT name1 AS caller, name2 AS called, count(*) AS calls
FROM pairs WHERE event_type = 'call' AND status = 'occurred' GROUP BY ALL ORDER BY calls DESC, caller, called;
COMMENT ON VIEW call_graph IS 'Who called whom, the one who placed the call first.';

CREATE VIEW reporting_lag AS
SELECT event_id, event_type, outlet, event_date, published_date, published_date - event_date AS days
FROM events WHERE event_date_precision = 'day' AND status = 'occurred';
COMMENT ON VIEW reporting_lag IS 'Days from an event to its publication.';
