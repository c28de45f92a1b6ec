namespace Sandbox.Syntax.Tests.Rules;

[Parallelizable(ParallelScope.All)]
public sealed class ShellRulesTests
{
    [TestCase("[|docker system prune|] -af --volumes")]
    [TestCase("sudo [|podman volume prune|] --force")]
    [TestCase("set -e; [|/usr/bin/docker --context ci container prune|]")]
    [TestCase("[|docker rm -f $(docker ps -aq)|]")]
    [TestCase("[|docker rm -f `docker ps -aq`|]")]
    [TestCase("[|docker rm -f \"$(docker ps -q)\"|]")]
    [TestCase("[|docker volume rm $(docker volume ls -q)|]")]
    [TestCase("docker ps -aq --filter name=pg | [|xargs -r docker rm|] -f")]
    [TestCase("bash -lc '[|docker network prune|] -f'")]
    [TestCase("ssh host \"[|docker image prune|] -a\"")]
    [TestCase("docker exec dind sh -c '[|docker system prune|]'")]
    public void Wildcard_teardown_is_found(string marked) => marked.ShouldFindShell();

    [TestCase("psql -d [|shop_prod|]")]
    [TestCase("psql [|shop_prod|]")]
    [TestCase("createdb -h [|prod-db|] x")]
    [TestCase("PGHOST=[|prod-db|] make")]
    [TestCase("psql -d shop_product")]
    public void A_target_on_the_deny_list_is_found(string marked) => marked.ShouldFindShell();

    [TestCase("docker rm -f pg-dry-run-v0.4-db-adapter-2026-05-17")]
    [TestCase("docker volume rm dr-volume")]
    [TestCase("echo 'docker system prune'")]
    [TestCase("# docker system prune")]
    [TestCase("docker run prune system prune")]
    [TestCase("git remote prune origin")]
    [TestCase("docker ps -aq | wc -l")]
    [TestCase("docker stop $(cat container.id)")]
    [TestCase("")]
    [TestCase("docker")]
    [TestCase("docker rm $(")]
    [TestCase("docker rm '")]
    public void Exact_names_and_look_alikes_stay_quiet(string text) => text.ShouldFindShell();
}
