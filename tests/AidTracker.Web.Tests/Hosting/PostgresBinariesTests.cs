using AidTracker.Web.Hosting;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

public sealed class PostgresBinariesTests
{
    [Fact]
    public void The_newest_installed_version_is_taken_by_number()
    {
        using var scratch = new Scratch();
        foreach (var version in new[] { "9", "14", "15", "100" })
        {
            Install(Path.Combine(scratch.Folder, version, "bin"));
        }

        Assert.Equal(Path.Combine(scratch.Folder, "100", "bin"), PostgresBinaries.Find(null, scratch.Folder, path: "").Folder);
    }

    [Fact]
    public void An_installation_without_the_server_does_not_count()
    {
        using var scratch = new Scratch();
        Install(Path.Combine(scratch.Folder, "15", "bin"));
        Directory.CreateDirectory(Path.Combine(scratch.Folder, "17", "bin"));
        File.WriteAllText(Path.Combine(scratch.Folder, "17", "bin", "psql"), "");
        Assert.Equal(Path.Combine(scratch.Folder, "15", "bin"), PostgresBinaries.Find(null, scratch.Folder, path: "").Folder);
    }

    [Fact]
    public void The_path_is_searched_last_and_a_setting_first()
    {
        using var scratch = new Scratch();
        var onPath = Path.Combine(scratch.Folder, "onpath");
        var configured = Path.Combine(scratch.Folder, "configured");
        Install(onPath);
        Install(configured);
        Assert.Equal(onPath, PostgresBinaries.Find(null, "/nowhere", path: "/nowhere:" + onPath).Folder);
        Assert.Equal(configured, PostgresBinaries.Find(configured, scratch.Folder, path: onPath).Folder);
    }

    [Fact]
    public void Missing_programs_are_one_sentence_that_says_what_to_install()
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => PostgresBinaries.Find(null, "/nowhere", path: ""));
        Assert.Contains("apt-get install postgresql", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Version_14_is_too_old()
    {
        using var scratch = new Scratch();
        Install(Path.Combine(scratch.Folder, "14", "bin"));
        Assert.Throws<StartupRefusedException>(() => PostgresBinaries.Find(null, scratch.Folder, path: ""));
    }

    [Fact]
    public void A_configured_folder_without_the_programs_is_named()
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => PostgresBinaries.Find("/nowhere/bin"));
        Assert.Contains("/nowhere/bin", refusal.Message, StringComparison.Ordinal);
    }

    private static void Install(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var program in new[] { "initdb", "postgres", "pg_ctl" })
        {
            File.WriteAllText(Path.Combine(folder, program), "");
        }
    }
}
