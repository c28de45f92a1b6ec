-- With CRLF line ends the carriage return is not shown.
select
  nope,
  2;
