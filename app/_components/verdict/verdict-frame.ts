/** Size and padding of the verdict and of whatever stands in for it: nothing below moves when the verdict arrives. */
export const verdictFrame = "min-h-[15.5rem] px-5 py-5 sm:min-h-[14rem] sm:px-6";
