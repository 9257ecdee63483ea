using AccordWatch.Host.Commands;

// What others write is matched within a bound: no text may keep a regular expression busy for ever.
AppDomain.CurrentDomain.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(1));

return await Line.RunAsync(args);
