\getenv sandbox SANDBOX
DROP DATABASE :"sandbox";

SELECT format('DROP DATABASE %I', getenv.name) FROM getenv \gexec
