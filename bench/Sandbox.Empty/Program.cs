// Does nothing: what a program of .NET takes at least (lint-start).
return 0;
