-- The server's version number is a variable like any other.
select :SERVER_VERSION_NUM >= 130000 as new_enough;
