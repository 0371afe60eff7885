namespace Silk.NET.Input;

public interface IInputContext : IDisposable
{
    IReadOnlyList<IKeyboard> Keyboards { get; }

    IReadOnlyList<IMouse> Mice { get; }
}
