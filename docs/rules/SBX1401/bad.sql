-- sandbox:disable-next SBX1001 the server is thrown away
SELECT 1;
-- sandbox:disable-next SBX1001
DROP DATABASE scratch;
