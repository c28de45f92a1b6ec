-- UESCAPE is the server's; a backslash never escapes the quote in a U& literal.
select U&'d!0061t!+000061' UESCAPE '!' as data, U&'\0061\\' as b;
