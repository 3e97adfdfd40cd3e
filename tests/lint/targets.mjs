// The browsers in which everything works (design.md, Readers' browsers): what Chinese offices and WeChat run.
export default ["chrome 86", "firefox 78", "safari 14", "ios_saf 14.0-14.4"];
