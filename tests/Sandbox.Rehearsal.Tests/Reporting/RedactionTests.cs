using System.Collections;
using System.Reflection;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Reporting;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class RedactionTests
{
    // Roles and user mappings.
    [TestCase("CREATE ROLE bob LOGIN PASSWORD 's3cret'", "CREATE ROLE bob LOGIN PASSWORD '***'")]
    [TestCase("alter user bob with encrypted password 's3''cret' valid until 'infinity'", "alter user bob with encrypted password '***' valid until 'infinity'")]
    [TestCase("ALTER ROLE bob PASSWORD E's3\\'cret'", "ALTER ROLE bob PASSWORD E'***'")]
    [TestCase("ALTER ROLE bob PASSWORD U&'s3cret'", "ALTER ROLE bob PASSWORD U&'***'")]
    [TestCase("ALTER ROLE bob PASSWORD $$s3cret$$", "ALTER ROLE bob PASSWORD $$***$$")]
    [TestCase("ALTER ROLE bob PASSWORD $x$s3$cret$x$;", "ALTER ROLE bob PASSWORD $x$***$x$;")]
    [TestCase("ALTER ROLE bob PASSWORD /* s */ -- t\n 's3cret'", "ALTER ROLE bob PASSWORD /* s */ -- t\n '***'")]
    [TestCase("ALTER ROLE bob PASSWORD's3cret'", "ALTER ROLE bob PASSWORD'***'")]
    [TestCase("ALTER ROLE bob PASSWORD 's3cret", "ALTER ROLE bob PASSWORD '***")]
    [TestCase("ALTER ROLE bob PASSWORD 's3cret\\'", "ALTER ROLE bob PASSWORD '***")]
    [TestCase("CREATE USER MAPPING FOR x SERVER s OPTIONS (user 'u', password 's3cret')", "CREATE USER MAPPING FOR x SERVER s OPTIONS (user 'u', password '***')")]

    // Connection strings.
    [TestCase("postgresql://bob:s3cret@db.example:5432/app", "postgresql://bob:***@db.example:5432/app")]
    [TestCase("see postgres://bob:p@ss:w@host/db and postgres://u:x@h", "see postgres://bob:***@host/db and postgres://u:***@h")]
    [TestCase("postgres://bob:s3/cret@host/db", "postgres://bob:***@host/db")]
    [TestCase("postgres://:s3cret@host", "postgres://:***@host")]
    [TestCase("https://user:s3cret@example/x", "https://user:***@example/x")]
    [TestCase("postgresql://db/app?user=bob&password=s3cret&sslmode=require", "postgresql://db/app?user=bob&password=***&sslmode=require")]
    [TestCase("host=db user=bob password=s3cret dbname=app", "host=db user=bob password=*** dbname=app")]
    [TestCase("host = db password = s3cret dbname = app", "host = db password = *** dbname = app")]
    [TestCase("password = s3cret host = db", "password = *** host = db")]
    [TestCase("host=db password='s3 cret' dbname=app", "host=db password='***' dbname=app")]
    [TestCase("host=db password=s3\\ cret dbname=app", "host=db password=*** dbname=app")]
    [TestCase("SELECT dblink_connect('host=db password=s3cret')", "SELECT dblink_connect('host=db password=***')")]
    [TestCase("SELECT dblink_connect('host=db password=''s3 cret'' user=x')", "SELECT dblink_connect('host=db password=''***'' user=x')")]
    [TestCase("CREATE SUBSCRIPTION s CONNECTION 'host=h sslpassword=s3cret' PUBLICATION p", "CREATE SUBSCRIPTION s CONNECTION 'host=h sslpassword=***' PUBLICATION p")]
    [TestCase("Host=db;Username=bob;Password=s3 cret;Database=app", "Host=db;Username=bob;Password=***;Database=app")]
    [TestCase("Password=s3 cret;Host=db", "Password=***;Host=db")]
    [TestCase("Server=db;Pwd=s3cret", "Server=db;Pwd=***")]
    [TestCase("PGPASSWORD=s3cret psql -h db", "PGPASSWORD=*** psql -h db")]
    [TestCase("pg_dump --password=s3cret", "pg_dump --password=***")]

    // Literals.
    [TestCase("UPDATE users SET password = 's3cret' WHERE id = 1", "UPDATE users SET password = '***' WHERE id = 1")]
    [TestCase("UPDATE users SET \"password\" = 's3cret'", "UPDATE users SET \"password\" = '***'")]
    [TestCase("UPDATE users SET password = crypt('s3cret', gen_salt('bf'))", "UPDATE users SET password = crypt('***', gen_salt('bf'))")]
    [TestCase("SELECT connect(db_password => 's3cret')", "SELECT connect(db_password => '***')")]
    [TestCase("v_password := E's3\\'cret';", "v_password := E'***';")]
    [TestCase("SET app.password TO 's3cret'", "SET app.password TO '***'")]
    [TestCase("SET LOCAL app.password = 's3cret'", "SET LOCAL app.password = '***'")]
    [TestCase("SELECT set_config('app.password', 's3cret', true)", "SELECT set_config('app.password', '***', true)")]
    [TestCase("SELECT jsonb_build_object('user', 'bob', 'password', 's3cret')", "SELECT jsonb_build_object('user', 'bob', 'password', '***')")]
    [TestCase("{\"user\": \"bob\", \"password\": \"s3\\\"cret\"}", "{\"user\": \"bob\", \"password\": \"***\"}")]
    [TestCase("passphrase='s3cret'", "passphrase='***'")]

    // Verifiers.
    [TestCase("SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy", "SCRAM-SHA-256$***")]
    [TestCase("md5d41d8cd98f00b204e9800998ecf8427e", "md5***")]
    public void A_secret_is_taken_out(string text, string redacted)
    {
        Redaction.Of(text).ShouldBe(redacted);
        Redaction.Of(redacted).ShouldBe(redacted);
    }

    [TestCase("ALTER ROLE bob PASSWORD NULL")]
    [TestCase("SET password_encryption = 'scram-sha-256'")]
    [TestCase("SELECT password FROM users WHERE name = 'bob'")]
    [TestCase("SELECT u.password = v.password FROM u, v")]
    [TestCase("UPDATE u SET password=v.password FROM v")]
    [TestCase("INSERT INTO u VALUES ($1) ON CONFLICT (id) DO UPDATE SET password = EXCLUDED.password")]
    [TestCase("UPDATE users SET password = NULL, password_changed_at = '2026-01-01'")]
    [TestCase("UPDATE users SET password = $1")]
    [TestCase("UPDATE users SET password = ''")]
    [TestCase("password=''")]
    [TestCase("password authentication failed for user \"bob\"")]
    [TestCase("column \"password\" does not exist")]
    [TestCase("SELECT 'password', 'x'")]
    [TestCase("RAISE NOTICE 'no password', 'x'")]
    [TestCase("COMMENT ON COLUMN users.password IS 'the hash'")]
    [TestCase("has_password = 't'")]
    [TestCase("require_password=on")]
    [TestCase("passwords='many'")]
    [TestCase("pass = true")]
    [TestCase("3 of 3 checks pass")]
    [TestCase("compass=north")]
    [TestCase("pwd=/home/bob")]
    [TestCase("https://example:8080/@scope/package")]
    [TestCase("postgresql://bob@db.example:5432/app")]
    [TestCase("postgresql://db.example:5432/app?application_name=a@b")]
    [TestCase("https://docs.example/a:b")]
    [TestCase("SELECT md5('x')")]
    [TestCase("9dd4e461268c8034f5c8564e155c67a6")]
    [TestCase("SET password_encryption TO 'md5'")]
    [TestCase("bob@db:5432/app")]
    public void What_only_looks_like_a_secret_stays(string text) => Redaction.Of(text).ShouldBe(text);

    [Test]
    public void A_column_of_passwords_hides_its_values()
    {
        var table = new ResultTable(1, ["name", "Password", "db_password", "password_set", "has_password", "rolpassword"],
            [["bob", "s3cret", "", "t", "f", null]], 1);

        Redaction.Apply(Reports.With(table)).Results[0].Rows[0].ShouldBe(["bob", "***", "", "t", "f", null]);
    }

    [Test]
    public void No_text_of_the_report_is_forgotten()
    {
        // Every string of a report that was filled by its shape, so that a field of tomorrow is asked too.
        var report = (Report)Filled(typeof(Report));

        var leaks = Strings(Redaction.Apply(report), "report").Where(text => text.Value.Contains("s3cret", StringComparison.Ordinal)).Select(text => text.At).ToList();

        // Fixed words, hashes and identifiers of our own are no free text.
        leaks.ShouldBe(
        [
            "report.Guard[].Name", "report.Scripts[].Database", "report.Scripts[].Effects.Ddl[].Command", "report.Scripts[].Effects.Ddl[].Kind", "report.Scripts[].Effects.Locks[].Kind", "report.Scripts[].Effects.Locks[].Mode",
            "report.Scripts[].Effects.Locks[].Waiting[]", "report.Scripts[].Effects.Notices[].Severity", "report.Scripts[].Effects.Rewrites[].Reason", "report.Scripts[].Hazards[].Observed",
            "report.Scripts[].Hazards[].RuleId", "report.Scripts[].Hazards[].Severity", "report.Scripts[].Lane", "report.Scripts[].NetZero.ForeignCommits[].Status",
            "report.Scripts[].Revert.Sha256", "report.Scripts[].Sha256", "report.Scripts[].Snapshot.Path", "report.Scripts[].Steps[].Effects.Ddl[].Command", "report.Scripts[].Steps[].Effects.Ddl[].Kind", "report.Scripts[].Steps[].Effects.Locks[].Kind", "report.Scripts[].Steps[].Effects.Locks[].Mode",
            "report.Scripts[].Steps[].Effects.Locks[].Waiting[]", "report.Scripts[].Steps[].Effects.Notices[].Severity", "report.Scripts[].Steps[].Effects.Rewrites[].Reason", "report.Scripts[].Steps[].Error.SqlState",
            "report.NetZero.ForeignCommits[].Status", "report.Target.Database", "report.Target.ServerVersion", "report.Target.SystemIdentifier",
        ], ignoreOrder: true);
    }

    [Test]
    public void A_long_text_is_searched_in_linear_time()
    {
        var text = string.Concat(Enumerable.Repeat("password = x.password -- ____....---- a://b:c 'it''s' \\ ", 5_000)) + "PASSWORD 's3cret'";

        Redaction.Of(text).ShouldEndWith("PASSWORD '***'");
    }

    private static object Filled(Type type)
    {
        if (type == typeof(string))
        {
            return "password=s3cret";
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsValueType)
        {
            return Activator.CreateInstance(type)!;
        }

        if (type == typeof(IReadOnlyDictionary<string, string?>))
        {
            return new Dictionary<string, string?> { ["password=s3cret"] = "password=s3cret" };
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            var item = type.GetGenericArguments()[0];
            var list = Array.CreateInstance(item, 1);
            list.SetValue(Filled(item), 0);
            return list;
        }

        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).OrderByDescending(c => c.GetParameters().Length).First();
        var value = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Filled(parameter.ParameterType))]);
        foreach (var property in Properties(type).Where(property => property.CanWrite))
        {
            property.SetValue(value, Filled(property.PropertyType));
        }

        return value;
    }

    private static IEnumerable<(string At, string Value)> Strings(object? value, string at) => value switch
    {
        null => [],
        string text => [(at, text)],
        IReadOnlyDictionary<string, string?> values => values.SelectMany(item => Strings(item.Key, at + "[]").Concat(Strings(item.Value, at + "[]"))),
        IEnumerable items => items.Cast<object?>().SelectMany(item => Strings(item, at + "[]")),
        _ when value.GetType().IsValueType => [],
        _ => Properties(value.GetType()).SelectMany(property => Strings(property.GetValue(value), $"{at}.{property.Name}")),
    };

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
}
