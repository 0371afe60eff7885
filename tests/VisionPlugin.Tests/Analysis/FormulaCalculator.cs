using System.Globalization;

namespace VisionPlugin.Tests.Analysis;

/// <summary>Calculates what a size formula says: numbers, + - * /, brackets, floor and ceil, by the usual rules.</summary>
internal sealed class FormulaCalculator(string text)
{
    private int _at;

    public static double Calculate(string text)
    {
        var calculator = new FormulaCalculator(text.Replace(" ", "", StringComparison.Ordinal));
        double value = calculator.Sum();
        Assert.Equal(calculator.Length, calculator._at);
        return value;
    }

    private int Length => text.Length;

    private char Next => _at < text.Length ? text[_at] : '\0';

    private double Sum()
    {
        double value = Product();
        while (Next is '+' or '-')
            value += text[_at++] == '+' ? Product() : -Product();
        return value;
    }

    private double Product()
    {
        double value = Factor();
        while (Next is '*' or '/')
            value = text[_at++] == '*' ? value * Factor() : value / Factor();
        return value;
    }

    private double Factor()
    {
        foreach ((string name, Func<double, double> function) in new (string, Func<double, double>)[]
            { ("floor(", Math.Floor), ("ceil(", Math.Ceiling), ("(", x => x) })
        {
            if (!text.AsSpan(_at).StartsWith(name, StringComparison.Ordinal))
                continue;
            _at += name.Length;
            double inner = Sum();
            Assert.Equal(')', Next);
            _at++;
            return function(inner);
        }

        if (Next == '-')
        {
            _at++;
            return -Factor();
        }

        int start = _at;
        while (char.IsAsciiDigit(Next))
            _at++;
        return double.Parse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture);
    }
}
