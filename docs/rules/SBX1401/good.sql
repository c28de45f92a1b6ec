-- sandbox:disable-next SBX1001 the server is thrown away
DROP DATABASE scratch;
