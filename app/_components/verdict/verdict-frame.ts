/** Size and padding of the verdict and of whatever stands in for it: nothing below moves when the verdict arrives. */
export const verdictFrame = "min-h-[24.5rem] px-5 py-5 xs:min-h-[20rem] sm:min-h-[15.25rem] sm:px-6";
