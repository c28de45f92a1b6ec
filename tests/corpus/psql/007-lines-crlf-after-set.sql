-- With CRLF line ends the carriage return is white space to a backslash command: it is not part of the value.
\set a x
\echo [:a]
select length(:'a');
