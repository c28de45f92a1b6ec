-- With CRLF line ends the carriage return stays in literals and dollar quotes.
select length('a
b') as four, length($$a
b$$) as four_too;
