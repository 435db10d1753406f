namespace ModBot.Onnx;

/// <summary>A model package cannot be used. The message says which file, what is wrong with it and what to do.</summary>
public sealed class ModelPackageException : Exception
{
    public ModelPackageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
