using System.Runtime.CompilerServices;

namespace AidTracker.Web.Tests;

/// <summary>Files of the checkout that this test was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Compares a text with a kept one; with UPDATE_GOLDEN=1 in the environment, keeps the new one instead.</summary>
    public static void IsAsKept(string actual, params string[] parts)
    {
        var file = File(parts);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            System.IO.File.WriteAllText(file, actual);
        }

        Assert.True(System.IO.File.Exists(file), $"{file} is missing: run the tests once with UPDATE_GOLDEN=1 and read what it wrote.");
        Assert.Equal(System.IO.File.ReadAllText(file), actual);
    }

    private static string Find([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (System.IO.File.Exists(Path.Combine(folder, "AidTracker.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The checkout that this test was built from is gone.");
    }
}
