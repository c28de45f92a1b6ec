using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

[Parallelizable(ParallelScope.All)]
public sealed class SecretTests
{
    [TestCase("CREATE ROLE app LOGIN PASSWORD '[|hunter2|]';")]
    [TestCase("ALTER USER app WITH ENCRYPTED PASSWORD E'[|hunter2|]' VALID UNTIL 'infinity';")]
    [TestCase("CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password '[|hunter2|]');")]
    [TestCase("SELECT dblink_connect('host=db password=[|hunter2|] user=app');")]
    [TestCase("CREATE SUBSCRIPTION s CONNECTION 'postgresql://app:[|hunter2|]@db/orders' PUBLICATION p;")]
    [TestCase("\\connect postgresql://app:[|hunter2|]@db/orders\n")]
    [TestCase("\\connect \"host=db password=[|hunter2|]\"\n")]
    [TestCase("\\setenv PGPASSWORD [|hunter2|]\n")]
    [TestCase("\\! PGPASSWORD=[|hunter2|] psql -h db\n")]
    [TestCase("DO $$ BEGIN EXECUTE 'CREATE ROLE a PASSWORD ''[|hunter2|]'''; END $$;")]
    [TestCase("\\set pw '[|hunter2|]'\nCREATE ROLE app LOGIN PASSWORD :'pw';\nALTER ROLE app PASSWORD :'pw';")]
    [TestCase("\\set pw [|hunter-2|]\nCREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password :'pw');")]
    [TestCase("\\set pw 'hunter1'\n\\set pw '[|hunter2|]'\nCREATE ROLE app LOGIN PASSWORD :'pw';")]
    [TestCase("\\set pw 'hunter2'\nSELECT :'pw' AS password; CREATE ROLE :\"pw\" PASSWORD :'other'; CREATE TABLE t (password text DEFAULT :'pw');")]
    [TestCase("\\set pw 'hunter2'\n\\getenv pw APP_PASSWORD\nCREATE ROLE app PASSWORD :'pw';\n\\set pw hunter2\n\\prompt 'password? ' pw\nCREATE ROLE app PASSWORD :'pw';")]
    [TestCase("\\set pw `pass show app`\nCREATE ROLE app PASSWORD :'pw';\n\\set pw :other\nCREATE ROLE app PASSWORD :'pw';\n\\set pw '<password>'\nCREATE ROLE app PASSWORD :'pw';")]
    [TestCase("CREATE ROLE app PASSWORD NULL; CREATE ROLE app PASSWORD :'password'; CREATE ROLE app PASSWORD '***'; CREATE ROLE app PASSWORD 'SCRAM-SHA-256$4096:a$b:c';")]
    [TestCase("CREATE ROLE app PASSWORD '<password>'; SELECT dblink_connect('host=db password=${PASSWORD}');")]
    [TestCase("\\connect postgresql://app@db/orders\n\\! PGPASSWORD=$PASSWORD psql\n\\setenv PGPASSWORD :password\n")]
    [TestCase("INSERT INTO help VALUES ('set password=secret in your settings'); SELECT password FROM users WHERE password = 'hunter2';")]
    [TestCase("COMMENT ON ROLE app IS 'its PASSWORD ''x'' is in the vault';")]
    public void A_password_is_found(string marked) => marked.ShouldFind(RuleRegistry.PasswordInLiteral, RuleOptions.Script);

    [TestCase("SELECT dblink_connect('host=[|db.prod.example.org|] dbname=[|orders_production|]');")]
    [TestCase("\\connect postgresql://app@[|db-prod|]:5432/[|prod|]?sslmode=require\n")]
    [TestCase("\\connect [|orders_prod|]\n\\c orders app [|prd.example.org|]\n")]
    [TestCase("CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '[|prod.example.org|]', dbname 'orders');")]
    [TestCase("SELECT dblink_connect('host=db dbname=products'); SELECT 'the prod server is down'; SELECT * FROM prod.orders;")]
    [TestCase("\\connect product_catalog\n\\connect - - db.test.example.org\n")]
    public void A_denied_target_is_found(string marked) => marked.ShouldFind(RuleRegistry.DeniedTarget, RuleOptions.Script);

    [Test]
    public void A_list_replaces_the_words_that_say_production() =>
        "\\connect prod\n\\connect a b [|DB7.example.org|]\n".ShouldFind(RuleRegistry.DeniedTarget, RuleOptions.Script with { Denied = ["db7.*"] });
}
