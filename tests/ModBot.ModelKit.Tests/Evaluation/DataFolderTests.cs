namespace ModBot.ModelKit.Tests;

public sealed class DataFolderTests
{
    [Theory]
    [InlineData("{ \"text\": ")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Read_LineWithoutText_SaysWhichFileAndLine(string line)
    {
        var file = new FileInfo(Path.GetTempFileName());
        try
        {
            File.WriteAllText(file.FullName, "{\"text\": \"hi\"}\n" + line + "\n");

            var fault = Assert.Throws<InvalidDataException>(() => DataFolder.Read(file).ToList());

            Assert.Contains(file.Name, fault.Message, StringComparison.Ordinal);
            Assert.Contains("line 2", fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            file.Delete();
        }
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{\"identity_hate\": 0.5}", true)]
    [InlineData("{\"identity_hate\": 1, \"toxic\": 0.2}", false)]
    public void IsAbusive_Labels_AskToxicFirst(string labels, bool? abusive)
    {
        var known = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, float>>(labels);

        Assert.Equal(abusive, new LabelledText("", "en", "test", known).IsAbusive);
    }
}
