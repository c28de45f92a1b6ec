using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

[Parallelizable(ParallelScope.All)]
public sealed class ServerChoiceTests
{
    [TestCase("local", BinariesKind.Local, null)]
    [TestCase("local:13", BinariesKind.Local, 13)]
    [TestCase("packaged", BinariesKind.Packaged, null)]
    [TestCase("packaged:18", BinariesKind.Packaged, 18)]
    public void A_choice_is_read_and_written_the_same(string text, BinariesKind kind, int? major)
    {
        var choice = ServerChoice.Parse(text);

        choice.ShouldBe(new ServerChoice(kind, major));
        choice.ToString().ShouldBe(text);
    }

    [TestCase("container", "postgres:latest")]
    [TestCase("container:16", "postgres:16")]
    [TestCase("container:16-alpine", "postgres:16-alpine")]
    [TestCase("container:postgis:16", "postgis:16")]
    [TestCase("container:registry.example:5000/db/pg@sha256:0123", "registry.example:5000/db/pg@sha256:0123")]
    public void An_image_is_the_official_one_of_a_tag_or_the_one_that_is_named(string text, string image)
    {
        var choice = ServerChoice.Parse(text);

        choice.Kind.ShouldBe(BinariesKind.Container);
        choice.Image.ShouldBe(image);
        ServerChoice.Parse(choice.ToString()).ShouldBe(choice);
    }

    [TestCase("")]
    [TestCase("container:")]
    [TestCase("container:--privileged")]
    [TestCase("container:a b")]
    [TestCase("Local")]
    [TestCase("docker")]
    [TestCase("local:")]
    [TestCase("local:12")]
    [TestCase("packaged:19")]
    [TestCase("packaged:18.4")]
    [TestCase("local:+15")]
    [TestCase("local:fifteen")]
    public void Anything_else_is_a_usage_error_that_names_the_text(string text)
    {
        var error = Should.Throw<SandboxException>(() => ServerChoice.Parse(text));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldStartWith($"--server {text}: ");
    }

    [Test]
    public void The_default_admits_supported_versions_of_every_kind()
    {
        ServerChoice.Default.ToString().ShouldBe("default");
        ServerChoice.Default.ShouldBe(new ServerChoice(Kind: null, Major: null));
    }
}
