using System.Globalization;
using System.Text.RegularExpressions;

namespace AidTracker.Web.Tests.Shell;

/// <summary>Names stand on coloured areas, where axe does not look.</summary>
public sealed partial class ChartColourTests
{
    private static readonly string Css = File.ReadAllText(Repository.File("src", "AidTracker.Web", "wwwroot", "charts.css"));

    [Theory]
    [InlineData(false, "#ffffff")]
    [InlineData(true, "#10161c")]
    public void A_name_stands_out_from_the_area_that_it_is_on(bool isDark, string paper)
    {
        var dark = string.Concat(Dark().Matches(Css).Select(block => block.Value));
        var light = Dark().Replace(Css, "");
        var colours = Colours().Matches(isDark ? dark : light).ToDictionary(colour => colour.Groups[1].Value, colour => colour.Groups[2].Value);
        var opacities = Opacities().Matches(light).ToDictionary(rule => rule.Groups[1].Value, rule => double.Parse(rule.Groups[2].Value, CultureInfo.InvariantCulture));
        // What the dark theme says comes later and holds.
        var names = new Dictionary<string, string>();
        foreach (Match rule in Names().Matches(light + (isDark ? dark : "")))
        {
            foreach (Match css in Classes().Matches(rule.Groups[1].Value))
            {
                names[css.Groups[1].Value] = rule.Groups[2].Value;
            }
        }

        var areas = Marks().Matches(light)
            .SelectMany(rule => Classes().Matches(rule.Groups[1].Value).Select(css => (Css: css.Groups[1].Value, Colour: colours[rule.Groups[2].Value])))
            .Where(area => area.Css.StartsWith("cat-", StringComparison.Ordinal) || area.Css.StartsWith("series-", StringComparison.Ordinal))
            // Its name stands on its own ground, in the ink of the page.
            .Where(area => area.Css != "cat-open")
            .Concat(Enumerable.Range(1, 12).Select(depth => (Css: $"time-{depth}", Colour: colours["--c-blue"])))
            .ToList();
        Assert.True(areas.Count > 40, $"Only {areas.Count} marks were found.");
        foreach (var (css, colour) in areas)
        {
            var name = Rgb(names.GetValueOrDefault(css, colours["--on-mark"]));
            var opacity = css == "cat-rest" ? 0.6 : opacities.GetValueOrDefault(css, 1);
            var area = Rgb(colour).Zip(Rgb(paper), (over, under) => opacity * over + (1 - opacity) * under).ToArray();
            var contrast = Contrast(name, area);
            Assert.True(contrast >= 4.5, $"{css}: {contrast:0.00} in the {(isDark ? "dark" : "light")} theme.");
        }
    }

    /// <summary>As WCAG 2 reckons it.</summary>
    private static double Contrast(double[] one, double[] other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(double[] rgb) => rgb.Select(part => part / 255).Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).Zip([0.2126, 0.7152, 0.0722], (part, weight) => part * weight).Sum();

    private static double[] Rgb(string hex)
    {
        var digits = hex[1..];
        digits = digits.Length == 3 ? string.Concat(digits.Select(digit => $"{digit}{digit}")) : digits;
        return [.. Enumerable.Range(0, 3).Select(part => (double)int.Parse(digits.AsSpan(2 * part, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"^@media \(prefers-color-scheme: dark\) \{.*?^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Dark();

    [GeneratedRegex(@"(--(?:c-\w+|on-mark)): (#[0-9a-f]{3,6});")]
    private static partial Regex Colours();

    [GeneratedRegex(@"\.(time-\d+) \{ fill-opacity: ([\d.]+)")]
    private static partial Regex Opacities();

    [GeneratedRegex(@"([^{}]+)\{ --on: (#[0-9a-f]+); \}")]
    private static partial Regex Names();

    [GeneratedRegex(@"([^{}]+)\{ --mark: var\((--c-\w+)\)")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\.((?:cat|series|time)-\w+)")]
    private static partial Regex Classes();
}
